import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { ChatAsker, ChatButton, ChatPress } from '@pm-arbitrage/core/ports/chat-service.js';
import type { Ids } from '@pm-arbitrage/core/random/ids.js';

/** Questions that are open at once; beyond, the oldest is forgotten. */
const MOST_OPEN = 200;

export interface Offer {
  /** Whose answer counts; null: that of anybody who may use the bot. */
  readonly asker: Pick<ChatAsker, 'person' | 'chat'> | null;
  readonly choices: readonly (Pick<ChatButton, 'label' | 'reaction'> & {
    readonly act: (by: ChatPress) => Promise<string>;
  })[];
  readonly ttlMs: number;
}

interface Open extends Offer {
  readonly until: number;
  message: string | null;
}

/** What a press comes to. */
export type Pressed =
  | { readonly kind: 'act'; readonly act: () => Promise<string> }
  | { readonly kind: 'refused'; readonly why: 'unknown' | 'expired' | 'somebody-else' | 'other-message' };

/**
 * Questions with buttons. A button counts once, for the person who was asked, in the chat and under the message in which
 * it was asked, and until it expires. What it does never leaves this process: a button carries nothing but a random id,
 * so one that was made up, copied or kept is refused.
 */
export class Confirmations {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #ids: Ids;
  readonly #open = new Map<string, Open>();

  constructor(clock: Pick<Clock, 'now'>, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** @returns the buttons, and what is to be told the id of the message that shows them */
  offer(offer: Offer): { readonly buttons: readonly ChatButton[]; readonly onSent: (message: string) => void } {
    const id = this.#ids.next();
    const open: Open = { ...offer, until: this.#clock.now() + offer.ttlMs, message: null };
    this.#open.set(id, open);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MOST_OPEN) break;
      this.#open.delete(oldest);
    }
    return {
      buttons: offer.choices.map(({ label, reaction }, index) => ({
        label,
        data: `do:${index}:${id}`,
        ...(reaction === undefined ? {} : { reaction }),
      })),
      onSent: (message) => {
        open.message = message;
      },
    };
  }

  press(press: ChatPress): Pressed {
    const [, index, id = ''] = /^do:(\d+):(.+)$/.exec(press.data) ?? [];
    const open = this.#open.get(id);
    const choice = open?.choices[Number(index)];
    if (open === undefined || choice === undefined) return { kind: 'refused', why: 'unknown' };
    const { asker, message, until } = open;
    if (asker !== null && (asker.person !== press.person || asker.chat !== press.chat))
      return { kind: 'refused', why: 'somebody-else' };
    if (message !== press.message) return { kind: 'refused', why: 'other-message' };
    // From here on it is used up, whatever comes of it.
    this.#open.delete(id);
    if (this.#clock.now() > until) return { kind: 'refused', why: 'expired' };
    return { kind: 'act', act: () => choice.act(press) };
  }
}
