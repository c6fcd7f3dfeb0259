import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { findMatch } from '@pm-arbitrage/core/queries/match-queries.js';
import type { ChatAnswer } from '@pm-arbitrage/core/ports/chat-service.js';
import type { ChatDesk } from '../chat/chat-desk.js';
import type { ChatParts } from '../chat/chat-command.js';
import { review } from '../chat/commands/pairs.js';
import { sayPair } from '../chat/say-pair.js';

/** A proposal may be answered for so long, ms; later by a command. */
const ANSWER_MS = 24 * 3_600_000;
/** Proposals of an hour; a first run finds hundreds of pairs, and /find_matches shows those. */
const MOST_AN_HOUR = 12;
const HOUR_MS = 3_600_000;
const REMEMBERED = 5_000;

/** Says of which pairs a person has to decide: each once, and not more than somebody can read. */
export class Proposals {
  readonly #parts: ChatParts;
  readonly #desk: ChatDesk;
  readonly #service: string;
  readonly #said = new Set<string>();
  #times: readonly number[] = [];

  constructor(parts: ChatParts, desk: ChatDesk, service: string) {
    this.#parts = parts;
    this.#desk = desk;
    this.#service = service;
  }

  /** Null where there is nothing to propose. */
  async take({ id, status }: Match): Promise<ChatAnswer | null> {
    const now = this.#parts.clock.now();
    if (status !== 'review') {
      this.#said.delete(id);
      return null;
    }
    this.#times = this.#times.filter((at) => at > now - HOUR_MS);
    if (this.#said.has(id) || this.#said.size >= REMEMBERED || this.#times.length >= MOST_AN_HOUR) return null;
    const found = await findMatch(this.#parts.database.queries, id);
    if (found === null || found.match.status !== 'review') return null;
    this.#said.add(id);
    this.#times = [...this.#times, now];
    const act = (action: 'approve' | 'reject') => (by: { person: string }) =>
      review(this.#parts, this.#service, id, action, by);
    return this.#desk.proposal(
      `Are these the same question?\n${sayPair(found)}`,
      [
        { label: 'Approve', reaction: '✅', act: act('approve') },
        { label: 'Reject', reaction: '❌', act: act('reject') },
      ],
      ANSWER_MS,
    );
  }
}
