import type { FieldRead } from '@pm-arbitrage/core/domain/match-evidence.js';
import type { Decision } from './decision.js';
import { compareQuestions } from './judging/compare-questions.js';
import { matchIdOf } from './match-book.js';
import type { FoundPair } from './pair-finder.js';
import type { Question } from './reading/question.js';

/** What the rules made of a pair, with every field they read and what each comparison said. `at` Unix ms. */
export function rulesDecision({ key, judgement, kalshi, polymarket }: FoundPair, at: number): Decision {
  const { verdict, by } = judgement;
  return {
    evidence: {
      match: matchIdOf(key),
      by,
      settled: true,
      verdict,
      prints: { kalshi: kalshi.print, polymarket: polymarket.print },
      basis: {
        kind: 'rules',
        findings: compareQuestions(kalshi.question, polymarket.question),
        fields: { kalshi: fieldsRead(kalshi.question), polymarket: fieldsRead(polymarket.question) },
      },
      at,
    },
    kalshi: kalshi.listing,
    polymarket: polymarket.listing,
  };
}

/** Every field that was read, with the words it was read from. */
function fieldsRead(question: Question): readonly FieldRead[] {
  return Object.entries(question).flatMap(([field, read]: [string, unknown]) =>
    typeof read === 'object' && read !== null && 'text' in read && typeof read.text === 'string' && read.text !== ''
      ? [{ field, text: read.text }]
      : [],
  );
}
