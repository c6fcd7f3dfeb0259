import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';

/** A published figure. Times Unix ms. */
export const figureTick = (
  source: string,
  symbol: string,
  figure: { readonly value: number; readonly period: string; readonly revision: boolean; readonly unit: string },
  times: { readonly eventTime: number; readonly receivedAt: number },
  quality: OracleTick['quality'],
): OracleTick => ({
  type: 'economics',
  symbol,
  source,
  fact: { kind: 'figure', value: figure.value, period: figure.period, revision: figure.revision },
  unit: figure.unit,
  ...times,
  quality,
  uncertainty: null,
});
