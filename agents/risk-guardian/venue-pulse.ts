import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import { type Platform, platforms } from '@pm-arbitrage/core/domain/platform.js';

/** How the venues are doing, as far as heartbeats tell. */
export class VenuePulse {
  /**
   * Smoothed round trip of orders by venue, ms; null while unknown. The executor's, not the watcher's: pages of listings
   * are slow on the best of days and say nothing about orders.
   */
  readonly latencyMs = new Map<Platform, number | null>();
  readonly #aliveAt = new Map<Platform, number>();

  heartbeat({ agent, details }: Pick<Heartbeat, 'agent' | 'details'>): void {
    for (const platform of platforms) {
      if (agent === 'executor') {
        const latency = details[`latencyMs:${platform}`];
        this.latencyMs.set(platform, typeof latency === 'number' ? latency : null);
      } else if (agent === `venue-watcher:${platform}` && typeof details['aliveAt'] === 'number') {
        this.#aliveAt.set(platform, Math.max(this.aliveAt(platform), details['aliveAt']));
      }
    }
  }

  /** When the venue's feed last delivered anything, Unix ms; 0 while unknown. */
  aliveAt(platform: Platform): number {
    return this.#aliveAt.get(platform) ?? 0;
  }
}
