import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { QuestionField } from '../verdict.js';

/** One independent answer, after the check that may overrule it. */
export type Vote =
  | {
      readonly kind: 'same';
      readonly polarity: Match['polarity'];
      /** The model's, 0.85…1. */
      readonly confidence: number;
    }
  | {
      readonly kind: 'different';
      readonly field: QuestionField | null;
      /** The model's, 0…1, that they differ. */
      readonly confidence: number;
      readonly reason: string;
    }
  | {
      /** Neither proven the same nor said to differ: contradictory, without evidence, useless or never given. */
      readonly kind: 'unsure';
      readonly field: QuestionField | null;
      readonly reason: string;
    };
