import type { Match } from '@pm-arbitrage/core/domain/match.js';

/** Confidence from which a pair counts as the same question, and from which a person is asked (design §9). */
export const ACCEPT = 0.85;
export const REVIEW = 0.6;

/** What can differ between two questions that read alike. */
export const questionFields = [
  'subject',
  'relation',
  'threshold',
  'unit',
  'window',
  'averaging',
  'source',
  'station',
  'milestone',
  'outcome',
  'scope',
  'tie',
  'void',
  'polarity',
  'wording',
] as const;
export type QuestionField = (typeof questionFields)[number];

/** Whether two markets ask the same question. It says nothing yet on whether the pair may trade. */
export interface Verdict {
  readonly decision: 'accept' | 'review' | 'refuse';
  /** `inverse`: YES here is NO there. */
  readonly polarity: Match['polarity'];
  /** 0…1 that the two are the same question with this polarity. */
  readonly confidence: number;
  /** The field that decided, or that is in question; null where everything agrees. */
  readonly field: QuestionField | null;
  /** For a person: what agrees or differs, with the words it rests on. */
  readonly reason: string;
  /** What stands in neither text, so that nobody but a person may accept the pair; absent where the texts can settle it. */
  readonly untold?: string;
}
