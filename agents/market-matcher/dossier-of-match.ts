import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { type Dossier, emptyDossier, type Judgement } from './dossier.js';

/**
 * What an earlier life knew of a pair, from its match. A judgement is stored there alone; what persons said is read
 * again from where they said it.
 * @param isJudge whether `decidedBy` is no person
 */
export function dossierOfMatch(match: Match, isJudge: (decidedBy: string) => boolean): Dossier {
  const { reason, suspension, titles = null } = match;
  return {
    ...emptyDossier,
    match,
    titles,
    apart: suspension === 'prices-apart' ? reason : null,
    rejudged: suspension === 'rejudged' ? reason : null,
    judgement: isJudge(match.decidedBy) ? judgementOf(match) : null,
  };
}

function judgementOf({ status, reason, polarity, confidence, worlds, decidedBy, ...hashes }: Match): Judgement | null {
  const { kalshiRulesHash: kalshi, polymarketRulesHash: polymarket } = hashes;
  if (kalshi === null || polymarket === null) return null;
  const decision = status === 'refused' ? 'refuse' : status === 'review' ? 'review' : 'accept';
  return {
    verdict: { decision, polarity, confidence, field: null, reason },
    worlds,
    by: decidedBy,
    texts: { kalshi, polymarket },
  };
}
