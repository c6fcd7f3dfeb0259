import { type Clock, sleep } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { ChatAnswer, ChatCommandInfo, ChatHandlers, ChatService } from '@pm-arbitrage/core/ports/chat-service.js';
import { Bot, type Context, GrammyError, type Transformer } from 'grammy';
import { fitText } from '../alerts/text/fit-text.js';
import { plainText } from '../alerts/text/plain-text.js';

const LONGEST = 4_096;
/** What was said longer ago, while nobody listened, is not obeyed any more, s. */
const STALE_S = 60;
/** No answer is held up for longer by a limit, s, and none is tried more often. */
const PATIENCE_S = 15;
const ATTEMPTS = 3;
const RECONNECT_MS = 5_000;
const REMEMBERED = 1_000;

export interface TelegramOptions {
  readonly url: string;
  readonly botToken: string;
  /** Where it speaks by itself. */
  readonly chatId: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

/** A Telegram bot by long polling, so that nothing listens for the internet. @see https://core.telegram.org/bots/api */
export class TelegramService implements ChatService {
  readonly #options: TelegramOptions;
  readonly #bot: Bot;
  readonly #seen = new Set<number>();
  readonly #ends = new AbortController();
  #connected = false;
  #trouble: string | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: TelegramOptions) {
    this.#options = options;
    this.#bot = new Bot(options.botToken, { client: { apiRoot: options.url } });
    this.#bot.api.config.use(obeyLimits(options.clock));
  }

  async start(handlers: ChatHandlers, commands: readonly ChatCommandInfo[]): Promise<void> {
    const { log } = this.#options;
    this.#bot.use(async (context, next) => {
      if (this.#isNew(context.update.update_id)) await next();
    });
    this.#bot.on('message:text', (context) => this.#command(context, handlers));
    this.#bot.on('callback_query:data', (context) => this.#press(context, handlers));
    this.#bot.catch(({ error }) => log.warn({ error: messageOf(error) }, 'Telegram update not answered'));
    this.#running = this.#run(commands);
  }

  async post(answer: ChatAnswer): Promise<void> {
    await this.#send(this.#options.chatId, answer);
  }

  health() {
    return { connected: this.#connected, trouble: this.#trouble };
  }

  async stop(): Promise<void> {
    this.#ends.abort();
    await this.#bot.stop().catch(() => undefined);
    await this.#running;
  }

  /** Polls until it is stopped; whatever ends the polling is tried again. */
  async #run(commands: readonly ChatCommandInfo[]): Promise<void> {
    const { clock, log } = this.#options;
    const { signal } = this.#ends;
    while (!signal.aborted) {
      try {
        await this.#bot.api.setMyCommands(commands.map(({ name, about }) => ({ command: name, description: about })));
        await this.#bot.start({
          allowed_updates: ['message', 'callback_query'],
          onStart: () => {
            this.#connected = true;
            this.#trouble = null;
          },
        });
      } catch (error) {
        this.#trouble = troubleOf(error);
        log.warn({ error: this.#trouble }, 'Telegram bot does not listen');
      }
      this.#connected = false;
      await sleep(clock, RECONNECT_MS, signal);
    }
  }

  async #command(context: Context, handlers: ChatHandlers): Promise<void> {
    const { chat, from, msg } = context;
    const text = msg?.text ?? '';
    const [, name, words = ''] = /^\/(\w+)(?:@\w+)?\s*([^]*)$/.exec(text) ?? [];
    // Bots, channels and forwarded words give no orders.
    if (name === undefined || chat === undefined || from === undefined || from.is_bot || msg?.forward_origin) return;
    if ((msg?.date ?? 0) < this.#options.clock.now() / 1_000 - STALE_S) return;
    const asker = { person: String(from.id), roles: [], chat: String(chat.id) };
    const answer = await handlers.command({ ...asker, name: name.toLowerCase(), words: words.trim() });
    if (answer !== null) await this.#send(asker.chat, answer);
  }

  async #press(context: Context, handlers: ChatHandlers): Promise<void> {
    const query = context.callbackQuery;
    if (query?.data === undefined) return;
    const { message } = query;
    const chat = message === undefined ? '' : String(message.chat.id);
    const asker = { person: String(query.from.id), roles: [], chat };
    const id = message === undefined ? null : String(message.message_id);
    const answer = await handlers.press({ ...asker, data: query.data, message: id });
    // The person's program waits for this, also where nothing is said.
    await context.answerCallbackQuery({ text: fitText(plainText(answer?.text ?? ''), 190) }).catch(() => undefined);
    if (answer !== null && message !== undefined) await this.#send(chat, answer);
  }

  /** As plain text: there is nothing in it to escape. */
  async #send(chat: string, { text, buttons = [], onSent }: ChatAnswer): Promise<void> {
    const keyboard = buttons.map(({ label, data }) => [{ text: label, callback_data: data }]);
    const sent = await this.#bot.api.sendMessage(chat, fitText(plainText(text), LONGEST), {
      link_preview_options: { is_disabled: true },
      ...(keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } }),
    });
    onSent?.(String(sent.message_id));
  }

  #isNew(update: number): boolean {
    if (this.#seen.has(update)) return false;
    this.#seen.add(update);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= REMEMBERED) break;
      this.#seen.delete(oldest);
    }
    return true;
  }
}

/** A call that was too early is made again when it may be, a few times. */
const obeyLimits =
  (clock: Clock): Transformer =>
  async (previous, method, payload, signal) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await previous(method, payload, signal);
      const wait = answer.ok ? undefined : answer.parameters?.retry_after;
      if (wait === undefined || wait > PATIENCE_S || attempt >= ATTEMPTS) return answer;
      await sleep(clock, wait * 1_000);
    }
  };

/** Why it does not listen, for a person; addresses hold the token, so none is named. */
function troubleOf(error: unknown): string {
  if (!(error instanceof GrammyError)) return 'Telegram cannot be reached';
  if (error.error_code === 401) return 'the token is not taken; check TELEGRAM_BOT_TOKEN';
  if (error.error_code === 409) return 'another program polls for this bot; stop it, or give this one a bot of its own';
  return error.description;
}
