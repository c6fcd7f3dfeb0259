import type { AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { fitText } from '../text/fit-text.js';
import { messageFoot } from '../text/message-foot.js';
import { oneLine, plainText } from '../text/plain-text.js';

/** Characters after the markup is read. @see https://core.telegram.org/bots/api#sendmessage */
const MESSAGE = 4_096;
const TITLE = 256;

/** Text in Telegram's HTML. @see https://core.telegram.org/bots/api#html-style */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An alert as HTML, and as plain text for a server that cannot read the HTML. Limits count what is seen. */
export function telegramText(message: AlertMessage): { readonly html: string; readonly plain: string } {
  const title = fitText(oneLine(message.title), TITLE);
  const foot = messageFoot(message);
  const body = fitText(plainText(message.body), MESSAGE - title.length - foot.length - 2);
  const lines = body === '' ? [title, foot] : [title, body, foot];
  const html = [
    `<b>${escapeHtml(title)}</b>`,
    ...(body === '' ? [] : [escapeHtml(body)]),
    `<i>${escapeHtml(foot)}</i>`,
  ];
  return { html: html.join('\n'), plain: lines.join('\n') };
}
