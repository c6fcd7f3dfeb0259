/** What the scripted model sees of a request. */
export interface Prompt {
  readonly model: string;
  readonly system: string;
  /** All user turns, joined by line ends. */
  readonly user: string;
  /** Schema of the answer; null where none was given. */
  readonly schema: unknown;
  /** Present in batches. */
  readonly customId: string | null;
}

/** What the scripted model says. */
export interface Reply {
  /** Text of the answer; anything else is sent as JSON. */
  readonly content: unknown;
  readonly stopReason?: 'end_turn' | 'max_tokens' | 'refusal';
  /** Instead of the counted one: prompt tokens by class are still the stand-in's. */
  readonly outputTokens?: number;
}

/**
 * What goes wrong with one request. `lose-answer`: the request takes effect and the connection is cut before the answer;
 * `cut`: it is cut before anything happens; `hang`: no answer, ever; `garbage`: status 200 and a body that is no JSON.
 */
export type AnthropicFault =
  | { readonly kind: 'status'; readonly status: 400 | 401 | 429 | 500 | 529; readonly retryAfterMs?: number }
  | { readonly kind: 'cut' | 'lose-answer' | 'hang' | 'garbage' };

/** The model of the stand-in, and the faults that wait for requests. */
export class Script {
  #answer: (prompt: Prompt) => Reply = () => ({ content: {} });
  readonly #queued: Reply[] = [];
  readonly #faults: AnthropicFault[] = [];
  #gate: Promise<void> = Promise.resolve();

  /** How every prompt is answered from now on. */
  answerWith(answer: (prompt: Prompt) => Reply): void {
    this.#answer = answer;
  }

  /** The next prompts get these, in order. */
  enqueue(...replies: readonly Reply[]): void {
    this.#queued.push(...replies);
  }

  /** The next requests fail so, in order. */
  fail(...faults: readonly AnthropicFault[]): void {
    this.#faults.push(...faults);
  }

  /** Requests wait from now on. @returns what lets them go on */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#gate = new Promise((resolve) => (release = resolve));
    return () => release();
  }

  /** Resolves when requests may go on. */
  admitted(): Promise<void> {
    return this.#gate;
  }

  takeFault(): AnthropicFault | null {
    return this.#faults.shift() ?? null;
  }

  reply(prompt: Prompt): Reply {
    return this.#queued.shift() ?? this.#answer(prompt);
  }
}
