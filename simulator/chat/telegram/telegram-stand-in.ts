import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { JsonRequest, JsonResponse } from '../../http/json-server.js';
import { type ChatServer, startChatServer } from '../chat-server.js';
import { checkMessage, type TelegramButton } from './check-message.js';
import { Updates } from './updates.js';

const BOT = { id: 4_711, is_bot: true, first_name: 'Arbitrage', username: 'arbitrage_bot' };

/** A message of the bot as it stands in the chat now. */
export interface TelegramPost {
  readonly messageId: number;
  readonly chat: string;
  /** As a person sees it. */
  readonly text: string;
  readonly buttons: readonly TelegramButton[];
  readonly silent: boolean;
}

export interface TelegramStandIn extends Pick<ChatServer, 'url' | 'faults' | 'requests' | 'close'> {
  readonly posts: readonly TelegramPost[];
  /** What buttons were answered with, oldest first. */
  readonly answers: readonly { readonly id: string; readonly text: string }[];
  /** Somebody writes. @returns the id of the update */
  say(from: string, chat: string, text: string): number;
  /** Somebody presses a button of a message, or a changed client sends data of its own. */
  press(from: string, chat: string, messageId: number, data: string): number;
  /** The last update comes once more, as after a lost confirmation. */
  repeatLast(): void;
  /** A group became a supergroup: its old id is refused. */
  migrate(chat: string, to: string): void;
}

/** Telegram's Bot API for one bot that is in some chats. @see https://core.telegram.org/bots/api */
export async function startTelegram(options: {
  readonly clock: Clock;
  readonly token: string;
  readonly chats: readonly string[];
}): Promise<TelegramStandIn> {
  const { clock, token } = options;
  const chats = new Set(options.chats);
  const moved = new Map<string, string>();
  const posts: TelegramPost[] = [];
  const answers: { id: string; text: string }[] = [];
  const updates = new Updates(clock);
  const presses = new Set<string>();
  let last: Readonly<Record<string, unknown>> & { update_id: number } = { update_id: 0 };
  let nextMessage = 1;
  const chatJson = (id: string) => ({ id: Number(id), type: id.startsWith('-') ? 'supergroup' : 'private' });
  const messageJson = ({ messageId, chat, text }: TelegramPost) => ({
    message_id: messageId,
    date: Math.floor(clock.now() / 1_000),
    chat: chatJson(chat),
    from: BOT,
    text,
  });

  const methods: Readonly<
    Record<string, (body: Readonly<Record<string, unknown>>) => JsonResponse | Promise<JsonResponse>>
  > = {
    getme: () =>
      ok({ ...BOT, can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false }),
    deletewebhook: () => ok(true),
    setmycommands: () => ok(true),
    sendmessage(body) {
      const chat = String(body['chat_id']);
      const movedTo = moved.get(chat);
      if (movedTo !== undefined)
        return refuse(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
          migrate_to_chat_id: Number(movedTo),
        });
      if (!chats.has(chat)) return refuse(400, 'Bad Request: chat not found');
      const checked = checkMessage(body);
      if ('error' in checked) return refuse(400, `Bad Request: ${checked.error}`);
      const post = { messageId: nextMessage++, chat, ...checked, silent: body['disable_notification'] === true };
      posts.push(post);
      return ok(messageJson(post));
    },
    editmessagetext(body) {
      const at = posts.findIndex(
        ({ messageId, chat }) => messageId === body['message_id'] && chat === String(body['chat_id']),
      );
      const post = posts[at];
      if (post === undefined) return refuse(400, 'Bad Request: message to edit not found');
      const checked = checkMessage(body);
      if ('error' in checked) return refuse(400, `Bad Request: ${checked.error}`);
      posts[at] = { ...post, ...checked };
      return ok(messageJson(posts[at]));
    },
    answercallbackquery(body) {
      const id = String(body['callback_query_id']);
      if (!presses.delete(id))
        return refuse(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
      const text = String(body['text'] ?? '');
      if (text.length > 200) return refuse(400, 'Bad Request: MESSAGE_TOO_LONG');
      answers.push({ id, text });
      return ok(true);
    },
    async getupdates(body) {
      const found = await updates.poll(Number(body['offset'] ?? 0), Number(body['timeout'] ?? 0));
      return found === null
        ? refuse(
            409,
            'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
          )
        : ok(found);
    },
  };
  const answer = ({ path, body, headers, query }: JsonRequest): JsonResponse | Promise<JsonResponse> => {
    const [, given, method] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (given !== token) return refuse(401, 'Unauthorized');
    const handler = methods[(method ?? '').toLowerCase()];
    if (handler === undefined) return refuse(404, 'Not Found');
    const isJson = headers['content-type']?.startsWith('application/json') === true;
    return handler(
      isJson
        ? (JSON.parse(body) as Readonly<Record<string, unknown>>)
        : Object.fromEntries([...query, ...new URLSearchParams(body)]),
    );
  };
  const server = await startChatServer({
    clock,
    answer,
    spared: ({ path }) => /getupdates$/i.test(path),
    tooMany: (retryAfterS) => ({
      ...refuse(429, `Too Many Requests: retry after ${retryAfterS}`, { retry_after: retryAfterS }),
      headers: { 'retry-after': String(retryAfterS) },
    }),
    broken: (status) => refuse(status, 'Internal Server Error'),
  });
  const person = (id: string) => ({ id: Number(id), is_bot: false, first_name: `User ${id}` });
  const add = (update: Readonly<Record<string, unknown>>): number => {
    const update_id = updates.add(update);
    last = { ...update, update_id };
    return update_id;
  };
  return {
    ...server,
    posts,
    answers,
    say(from, chat, text) {
      const command = /^\/\w+(@\w+)?/.exec(text)?.[0];
      const entities = command === undefined ? [] : [{ type: 'bot_command', offset: 0, length: command.length }];
      const date = Math.floor(clock.now() / 1_000);
      return add({
        message: { message_id: nextMessage++, from: person(from), chat: chatJson(chat), date, text, entities },
      });
    },
    press(from, chat, messageId, data) {
      const id = `press-${presses.size}-${messageId}-${nextMessage++}`;
      presses.add(id);
      const post = posts.find((one) => one.messageId === messageId && one.chat === chat);
      const message = post === undefined ? undefined : messageJson(post);
      return add({ callback_query: { id, from: person(from), message, chat_instance: chat, data } });
    },
    repeatLast: () => updates.repeat(last),
    migrate(chat, to) {
      moved.set(chat, to);
      chats.add(to);
    },
  };
}

const ok = (result: unknown): JsonResponse => ({ status: 200, body: { ok: true, result } });
const refuse = (status: number, description: string, parameters?: object): JsonResponse => ({
  status,
  body: { ok: false, error_code: status, description, ...(parameters === undefined ? {} : { parameters }) },
});
