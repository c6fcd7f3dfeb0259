import type { Opportunity } from '@pm-arbitrage/core/domain/opportunity.js';

/** More covers than are ever near a trade at once. */
const MOST = 5_000;

/** The newest opportunity of each cover or contract. Those seen longest ago are forgotten first. */
export class LatestOpportunities {
  readonly #latest = new Map<string, Opportunity>();

  put(opportunity: Opportunity): void {
    const { coverId } = opportunity;
    this.#latest.delete(coverId);
    this.#latest.set(coverId, opportunity);
    if (this.#latest.size <= MOST) return;
    const [oldest] = this.#latest.keys();
    if (oldest !== undefined) this.#latest.delete(oldest);
  }

  of(coverId: string): Opportunity | undefined {
    return this.#latest.get(coverId);
  }
}
