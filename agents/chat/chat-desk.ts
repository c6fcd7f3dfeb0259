import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type {
  ChatAnswer,
  ChatAsker,
  ChatCommand,
  ChatHandlers,
  ChatPress,
} from '@pm-arbitrage/core/ports/chat-service.js';
import { acknowledgeByHandle } from './acknowledge-by-handle.js';
import type { ChatCommandDefinition, ChatParts, Choice } from './chat-command.js';
import { Confirmations } from './confirmations.js';
import { personOf } from './person-of.js';

/** A person has this long to answer a question, ms. */
const ANSWER_MS = 120_000;

export interface DeskOptions {
  readonly parts: ChatParts;
  /** "telegram", "discord"; for the record of who did what. */
  readonly service: string;
  readonly commands: readonly ChatCommandDefinition[];
  readonly mayUse: (asker: ChatAsker) => boolean;
  /** What somebody is told who may not use the bot; null: nothing, so that nobody learns that it is there. */
  readonly toStrangers: string | null;
  /** Signs the buttons of alerts. */
  readonly botToken: string;
  readonly onRefused: (why: string) => void;
}

/** Answers commands and buttons of persons who may give them; everybody else is refused and counted. */
export class ChatDesk implements ChatHandlers {
  readonly #options: DeskOptions;
  readonly #confirmations: Confirmations;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#confirmations = new Confirmations(options.parts.clock, options.parts.ids);
  }

  async command(command: ChatCommand): Promise<ChatAnswer | null> {
    const { commands, mayUse, parts, toStrangers } = this.#options;
    if (!mayUse(command)) return this.#refuse('stranger', toStrangers);
    if (command.name === 'help') return { text: this.#help() };
    const found = commands.find(({ name }) => name === command.name);
    if (found === undefined) return { text: `There is no /${command.name}. /help shows what I can do.` };
    if (found.words?.required === true && command.words === '')
      return { text: `/${found.name} needs: ${found.words.name} (${found.words.about})` };
    const answer = await this.#safely(`/${found.name}`, () => found.run(parts, command.words, command));
    const { text, choices } = typeof answer === 'string' ? { text: answer, choices: undefined } : answer;
    return choices === undefined ? { text } : { text, ...this.#offer(choices, command, ANSWER_MS) };
  }

  async press(press: ChatPress): Promise<ChatAnswer | null> {
    const { mayUse, service, toStrangers } = this.#options;
    if (!mayUse(press)) return this.#refuse('stranger', toStrangers);
    const handle = /^ack:(.+)$/.exec(press.data)?.[1];
    if (handle !== undefined) return this.#acknowledge(handle, press);
    const pressed = this.#confirmations.press(press);
    if (pressed.kind === 'act') {
      const done = await this.#safely('that', pressed.act);
      return { text: `${done}\n(${personOf(service, press)})` };
    }
    const why = {
      unknown: 'That was answered already, or was never asked. Give the command again.',
      expired: 'That question is too old. Give the command again.',
      'somebody-else': 'Somebody else was asked.',
      'other-message': 'That button belongs to another message.',
    }[pressed.why];
    return this.#refuse(pressed.why, why);
  }

  /** A question that nobody asked for: anybody who may use the bot may answer it. */
  proposal(text: string, choices: readonly Choice[], ttlMs: number): ChatAnswer {
    return { text, ...this.#offer(choices, null, ttlMs) };
  }

  #offer(choices: readonly Choice[], asker: ChatAsker | null, ttlMs: number) {
    const whose = asker === null ? null : { person: asker.person, chat: asker.chat };
    return this.#confirmations.offer({ asker: whose, choices, ttlMs });
  }

  async #acknowledge(handle: string, press: ChatPress): Promise<ChatAnswer | null> {
    const { botToken, parts, service } = this.#options;
    const done = await this.#safely('that', () =>
      acknowledgeByHandle(parts, { botToken, handle, by: personOf(service, press) }),
    );
    return done === null ? this.#refuse('forged', 'That button is none of mine.') : { text: done };
  }

  #refuse(why: string, text: string | null): ChatAnswer | null {
    this.#options.onRefused(why);
    return text === null ? null : { text, refused: true };
  }

  async #safely<T>(what: string, work: () => Promise<T>): Promise<T | string> {
    try {
      return await work();
    } catch (error) {
      this.#options.parts.log.warn({ what, error: messageOf(error) }, 'chat command failed');
      // Words of our own errors are for persons; those of drivers may hold addresses.
      return error instanceof CodedError ? error.message : `${what} failed; the log says why.`;
    }
  }

  #help(): string {
    return this.#options.commands
      .map(({ name, words, about }) => {
        const behind = words === null ? '' : words.required ? ` ${words.name}` : ` [${words.name}]`;
        return `/${name}${behind}: ${about}`;
      })
      .join('\n');
  }
}
