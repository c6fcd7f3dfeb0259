import { CandidateIndex } from '@pm-arbitrage/agents/market-matcher/candidates/candidate-index.js';
import { judgeQuestions } from '@pm-arbitrage/agents/market-matcher/judging/judge-questions.js';
import type { Listing } from '@pm-arbitrage/agents/market-matcher/listing.js';
import { type ReadListings, readListings } from '@pm-arbitrage/agents/market-matcher/offline/read-listings.js';
import type { LeftOut } from '@pm-arbitrage/agents/market-matcher/offline/reading.js';
import type { Question } from '@pm-arbitrage/agents/market-matcher/reading/question.js';
import { readQuestion } from '@pm-arbitrage/agents/market-matcher/reading/read-question.js';
import type { Verdict } from '@pm-arbitrage/agents/market-matcher/verdict.js';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';

/** A market of a pair, in as many words as tell it from its neighbours. */
export interface PairSide {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly event: string;
}

export interface OfflinePair extends Omit<Verdict, 'decision'> {
  readonly kalshi: PairSide;
  readonly polymarket: PairSide;
  /** How alike the search found them, 0…1. */
  readonly score: number;
}

export interface OfflineReport {
  readonly files: Readonly<Record<Platform, FileReport>>;
  /** Pairs that were judged. */
  readonly candidates: number;
  readonly accepted: readonly OfflinePair[];
  readonly review: readonly OfflinePair[];
  /** Refused candidates by the field that differs. */
  readonly refused: Readonly<Record<string, number>>;
  /** Wall-clock milliseconds by step. */
  readonly milliseconds: { readonly read: number; readonly search: number; readonly judge: number };
  /** Resident memory at the end, megabytes. */
  readonly megabytes: number;
}

export interface FileReport {
  readonly markets: number;
  readonly repeated: number;
  readonly leftOut: readonly LeftOut[];
}

/** Finds and judges the pairs of two files of raw listings. */
export function runOffline(texts: Readonly<Record<Platform, () => string>>, clock: Clock): OfflineReport {
  const started = clock.monotonic();
  const kalshi = readListings(texts.kalshi(), 'kalshi');
  const polymarket = readListings(texts.polymarket(), 'polymarket');
  const read = clock.monotonic();
  const index = new CandidateIndex();
  for (const listing of polymarket.listings) index.add(listing);
  const found = kalshi.listings.map((listing) => ({ listing, candidates: index.candidatesOf(listing) }));
  const searched = clock.monotonic();
  const questions = new Map<string, Question>();
  const accepted: OfflinePair[] = [];
  const review: OfflinePair[] = [];
  const refused: Record<string, number> = {};
  let candidates = 0;
  for (const { listing, candidates: others } of found) {
    if (others.length === 0) continue;
    const question = readQuestion(listing);
    for (const other of others) {
      candidates++;
      const { decision, ...verdict } = judgeQuestions(question, known(questions, other.listing));
      if (decision === 'refuse') {
        const field = verdict.field ?? 'confidence';
        refused[field] = (refused[field] ?? 0) + 1;
        continue;
      }
      const pair = { kalshi: sideOf(listing), polymarket: sideOf(other.listing), score: other.score, ...verdict };
      (decision === 'accept' ? accepted : review).push(pair);
    }
  }
  return {
    files: { kalshi: fileReport(kalshi), polymarket: fileReport(polymarket) },
    candidates,
    accepted: byConfidence(accepted),
    review: byConfidence(review),
    refused,
    milliseconds: {
      read: Math.round(read - started),
      search: Math.round(searched - read),
      judge: Math.round(clock.monotonic() - searched),
    },
    megabytes: Math.round(process.memoryUsage.rss() / 1e6),
  };
}

function known(questions: Map<string, Question>, listing: Listing): Question {
  const before = questions.get(listing.id);
  if (before) return before;
  const question = readQuestion(listing);
  questions.set(listing.id, question);
  return question;
}

const sideOf = ({ id, title, subtitle, event }: Listing): PairSide => ({ id, title, subtitle, event: event.title });

const fileReport = ({ listings, repeated, leftOut }: ReadListings): FileReport => ({
  markets: listings.length,
  repeated,
  leftOut,
});

const byConfidence = (pairs: readonly OfflinePair[]): readonly OfflinePair[] =>
  pairs.toSorted((a, b) => b.confidence - a.confidence || b.score - a.score || (a.kalshi.id < b.kalshi.id ? -1 : 1));
