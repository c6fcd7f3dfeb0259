import { BASIC_READ, BASIC_WRITE } from '../token-bucket.js';

export interface Budget {
  /** Tokens per second. */
  readonly refillRate: number;
  readonly capacity: number;
}

/** Budgets by tier (reference §4): two seconds' worth fits, but one for Basic writes and for reads above Advanced. */
export const TIERS = {
  basic: { read: BASIC_READ, write: BASIC_WRITE },
  advanced: { read: { refillRate: 300, capacity: 600 }, write: { refillRate: 300, capacity: 600 } },
  expert: { read: { refillRate: 600, capacity: 600 }, write: { refillRate: 600, capacity: 1_200 } },
  premier: { read: { refillRate: 1_000, capacity: 1_000 }, write: { refillRate: 1_000, capacity: 2_000 } },
  paragon: { read: { refillRate: 2_000, capacity: 2_000 }, write: { refillRate: 2_000, capacity: 4_000 } },
  prime: { read: { refillRate: 4_000, capacity: 4_000 }, write: { refillRate: 4_000, capacity: 8_000 } },
  prestige: { read: { refillRate: 10_000, capacity: 10_000 }, write: { refillRate: 8_000, capacity: 16_000 } },
} as const satisfies Record<string, { read: Budget; write: Budget }>;

export type UsageTier = keyof typeof TIERS;
