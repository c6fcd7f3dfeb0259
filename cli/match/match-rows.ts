import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { MatchRow } from '@pm-arbitrage/core/queries/match-queries.js';
import { shownText } from './shown-text.js';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A match as a line of `match list`. */
export function matchLine({ match, kalshi, polymarket }: MatchRow): Readonly<Record<string, string>> {
  const { id, status, suspension, polarity, confidence, decidedBy, reason, worlds } = match;
  return {
    status: suspension === null ? status : `${status}: ${suspension}`,
    sure: percent(confidence),
    kalshi: kalshi === null ? '' : titleOf(kalshi),
    polymarket: polymarket === null ? '' : `${polarity === 'inverse' ? 'not: ' : ''}${titleOf(polymarket)}`,
    apart: String(worlds.length),
    by: decidedBy,
    reason,
    id,
  };
}

/** A market by its question and its outcome. */
export const titleOf = ({ title, subtitle }: { readonly title: string; readonly subtitle: string }): string =>
  shownText(subtitle === '' ? title : `${title} [${subtitle}]`);

/** The worlds of a match as rows of a table. */
export const worldLines = ({ worlds }: Match): readonly Readonly<Record<string, string>>[] =>
  worlds.map(({ cause, probability, loss, acceptedBy, what }) => ({
    'pays apart by': cause,
    'how likely': probability === null ? 'unbounded' : `${Number((probability * 100).toPrecision(3))} %`,
    'a set loses': `$${(loss / 10_000).toFixed(2)}`,
    'accepted by': acceptedBy ?? '',
    world: what,
  }));
