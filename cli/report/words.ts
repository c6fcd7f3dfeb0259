import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import { type Usd, usd } from '@pm-arbitrage/core/money/money.js';

/** To the cent: pictures and sums need no more. */
export const money = (value: Usd): string => dollars(usd(Math.round(value / 10_000) * 10_000));
export const percent = (value: number | null, digits = 1): string =>
  value === null ? '–' : `${(value * 100).toFixed(digits)} %`;
export const ratio = (value: number | null, digits = 2): string => (value === null ? '–' : value.toFixed(digits));
export const time = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
export const day = (at: number): string => new Date(at).toISOString().slice(5, 10);
export const milliseconds = (value: number | null): string =>
  value === null ? '–' : value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
