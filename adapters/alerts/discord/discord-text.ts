import type { AlertTier } from '@pm-arbitrage/core/domain/alert.js';
import type { AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { fitText } from '../text/fit-text.js';
import { messageFoot } from '../text/message-foot.js';
import { oneLine, plainText } from '../text/plain-text.js';

/** Characters of an embed's parts. @see https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const TITLE = 256;
const DESCRIPTION = 4_000;

const colours: Readonly<Record<AlertTier, number>> = {
  routine: 0x7f8c8d,
  important: 0x2980b9,
  critical: 0xe67e22,
  emergency: 0xc0392b,
};

/** Text in which Discord finds no markup, no mention and no link of its own. */
export const escapeMarkdown = (text: string): string => text.replaceAll(/[\\*_~`|>#[\]()<@:-]/g, String.raw`\$&`);

/** An alert as an embed. */
export const discordEmbed = (message: AlertMessage): object => ({
  title: fitText(oneLine(message.title), TITLE, escapeMarkdown),
  description: fitText(plainText(message.body), DESCRIPTION, escapeMarkdown),
  color: colours[message.tier],
  footer: { text: messageFoot(message) },
});
