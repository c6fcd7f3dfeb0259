import { MINUS } from '@pm-arbitrage/core/money/dollars.js';

/** A market as a person reads it: Kalshi's tickers speak for themselves, Polymarket's condition ids are abbreviated. */
export function shortMarket(market: string): string {
  const [platform, id] = [market.slice(0, market.indexOf(':')), market.slice(market.indexOf(':') + 1)];
  return platform === 'kalshi' ? id : `poly ${id.slice(0, 6)}…${id.slice(-4)}`;
}

/** "12.3456" as "12.35": for screens; documents keep every digit. */
export const cents = (amount: string): string => (Math.round(Number(amount) * 100) / 100).toFixed(2);

/** Decimal text as "$1.20", "−$0.30": to the cent. */
export const shortDollars = (amount: string): string =>
  amount.startsWith('-') ? `${MINUS}$${cents(amount.slice(1))}` : `$${cents(amount)}`;

/** "+$1.20", "−$0.30". */
export const signedDollars = (amount: string): string =>
  amount.startsWith('-') ? shortDollars(amount) : `+${shortDollars(amount)}`;

/** "2026-11-21T12:01:13.513Z" as "11-21 12:01:13". */
export const shortTime = (time: string | null): string => (time === null ? '' : time.slice(5, 19).replace('T', ' '));

/** A span in ms as "350 ms", "12 s", "4 min", "3 h". */
export function shortSpan(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
