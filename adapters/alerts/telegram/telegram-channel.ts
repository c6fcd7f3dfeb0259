import { ackHandle } from '@pm-arbitrage/core/alerts/ack-handle.js';
import type { AlertChannel, AlertMessage } from '@pm-arbitrage/core/ports/alert-channel.js';
import { z } from 'zod';
import { askService, type ServiceAnswer } from '../post.js';
import { refusal } from '../refusal.js';
import { telegramText } from './telegram-text.js';

const sentSchema = z.object({ result: z.object({ message_id: z.int() }) });
const refusedSchema = z.object({
  description: z.string(),
  parameters: z.object({ retry_after: z.number(), migrate_to_chat_id: z.int() }).partial().optional(),
});

export interface TelegramTarget {
  readonly url: string;
  readonly botToken: string;
  readonly chatId: string;
  /** Whether the bot listens, so that a button does something. */
  readonly buttons: boolean;
}

/** Telegram's Bot API. @see https://core.telegram.org/bots/api#sendmessage */
export function telegramChannel({ url, botToken, chatId, buttons }: TelegramTarget): AlertChannel {
  let chat = chatId;
  const post = (message: AlertMessage, text: object, signal: AbortSignal) => {
    const button = { text: 'Acknowledge', callback_data: `ack:${ackHandle(botToken, message.alertId)}` };
    return askService('telegram', `${url}/bot${botToken}/sendMessage`, {
      body: {
        chat_id: chat,
        ...text,
        link_preview_options: { is_disabled: true },
        disable_notification: message.tier === 'routine',
        ...(buttons && message.tier !== 'routine' ? { reply_markup: { inline_keyboard: [[button]] } } : {}),
      },
      signal,
    });
  };
  return {
    name: 'telegram',
    async send(message, signal) {
      const { html, plain } = telegramText(message);
      const formatted = { text: html, parse_mode: 'HTML' };
      let answer = await post(message, formatted, signal);
      const moved = reasonOf(answer).parameters?.migrate_to_chat_id;
      if (moved !== undefined) {
        // A group that grew has a new id; the configured one is told in every later error.
        chat = String(moved);
        answer = await post(message, formatted, signal);
      }
      // A person would rather read it unformatted than not at all.
      if (/parse entities/.test(reasonOf(answer).description)) answer = await post(message, { text: plain }, signal);
      if (answer.status !== 200) throw refused(answer);
      return { reference: String(sentSchema.parse(answer.body).result.message_id) };
    },
    close: () => undefined,
  };
}

const reasonOf = (answer: ServiceAnswer): z.infer<typeof refusedSchema> =>
  answer.status === 200
    ? { description: '' }
    : (refusedSchema.safeParse(answer.body).data ?? { description: 'no reason given' });

function refused(answer: ServiceAnswer) {
  const { description, parameters } = reasonOf(answer);
  const advice = 'check TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID, and write to the bot once so that it may answer';
  return refusal('telegram', answer, { detail: description, advice, retryAfterS: parameters?.retry_after });
}
