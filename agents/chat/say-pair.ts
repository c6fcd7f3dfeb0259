import type { MatchRow } from '@pm-arbitrage/core/queries/match-queries.js';

const TEXT = 160;
const short = (text: string) => (text.length > TEXT ? `${text.slice(0, TEXT)}…` : text);

/** A pair as a person reads it. */
export function sayPair({ match, kalshi, polymarket }: MatchRow): string {
  const { confidence, id, polarity, reason, status } = match;
  const side = (name: string, title: string | undefined) =>
    `${name}: ${title === undefined ? 'not listed any more' : short(title)}`;
  return [
    `${status}, ${Math.round(confidence * 100)} % sure${polarity === 'inverse' ? ', inverse' : ''}: ${id}`,
    side('Kalshi', kalshi?.title),
    side('Polymarket', polymarket?.title),
    ...(reason === '' ? [] : [short(reason)]),
  ].join('\n');
}
