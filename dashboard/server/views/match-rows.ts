import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { nativeIdOf } from '@pm-arbitrage/core/domain/platform.js';
import { isOpenWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import { compareTexts, type TextPart } from '@pm-arbitrage/core/matches/compare-texts.js';
import type { MatchDossier, MatchRow as Found } from '@pm-arbitrage/core/queries/match-queries.js';
import type { MatchDetail, MatchRow } from '../../protocol/match-row.js';
import { nameContract } from './name-contract.js';

function side(id: Found['match']['kalshi'], market: Market | null): MatchRow['kalshi'] {
  const { title, event } = nameContract(id, 'yes', market ?? undefined);
  return { id: nativeIdOf(id), title, event, closeTime: market?.closeTime ?? null };
}

/** A pair in the list. Pure. */
export const matchRow = ({ match, kalshi, polymarket }: Found): MatchRow => ({
  id: match.id,
  status: match.status,
  suspension: match.suspension,
  polarity: match.polarity,
  confidence: match.confidence,
  reason: match.reason,
  decidedBy: match.decidedBy,
  worlds: match.worlds.length,
  openWorlds: match.worlds.filter(isOpenWorld).length,
  kalshi: side(match.kalshi, kalshi),
  polymarket: side(match.polymarket, polymarket),
  updatedAt: match.updatedAt,
});

const texts = (market: Market, rules: readonly TextPart[]): NonNullable<MatchDetail['kalshi']> => ({
  id: nativeIdOf(market.id),
  platform: market.platform,
  event: market.event.title,
  title: market.title,
  subtitle: market.subtitle,
  sources: [...market.sources],
  closeTime: market.closeTime,
  resolutionTime: market.resolutionTime,
  status: market.status,
  rules: [...rules],
});

/** A pair with both texts compared and all that was said of it. Pure. */
export function matchDetail(dossier: MatchDossier): MatchDetail {
  const { match, kalshi, polymarket, reviews, evidence } = dossier;
  const compared = compareTexts(kalshi?.rules ?? '', polymarket?.rules ?? '');
  return {
    match: matchRow(dossier),
    worlds: [...match.worlds],
    kalshi: kalshi && texts(kalshi, compared.kalshi),
    polymarket: polymarket && texts(polymarket, compared.polymarket),
    reviews: reviews.map(({ action, by, note, polarity, acceptsWorlds, at }) => ({
      action,
      by,
      note,
      polarity,
      acceptsWorlds,
      at,
    })),
    evidence: evidence.map(({ evidence: { by, verdict, basis, at } }) => ({
      by,
      decision: verdict.decision,
      confidence: verdict.confidence,
      field: verdict.field,
      reason: verdict.reason,
      findings:
        basis.kind === 'rules' ? basis.findings.map(({ kind, field, reason }) => ({ kind, field, reason })) : [],
      at,
    })),
  };
}
