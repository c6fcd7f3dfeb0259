import type { ChatButton } from '@pm-arbitrage/core/ports/chat-service.js';

/** Messages whose reactions are remembered; older ones have their buttons. */
const REMEMBERED = 200;

/** Which emoji under which of our messages presses what. */
export class ReactionBook {
  readonly #messages = new Map<string, ReadonlyMap<string, string>>();

  /** @returns the emojis that answer the message */
  note(message: string, buttons: readonly ChatButton[]): readonly string[] {
    const meanings = new Map(
      buttons.flatMap(({ data, reaction }) => (reaction === undefined ? [] : [[reaction, data]])),
    );
    if (meanings.size === 0) return [];
    this.#messages.set(message, meanings);
    for (const oldest of this.#messages.keys()) {
      if (this.#messages.size <= REMEMBERED) break;
      this.#messages.delete(oldest);
    }
    return [...meanings.keys()];
  }

  /** What the button would carry; null where that emoji means nothing there. */
  meaning(message: string, emoji: string): string | null {
    return this.#messages.get(message)?.get(emoji) ?? null;
  }
}
