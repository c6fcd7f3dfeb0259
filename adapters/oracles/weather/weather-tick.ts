import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Station } from './station.js';

/** What a source says of a station, in the station's own degrees. Times Unix ms. */
export const weatherTick = (
  source: string,
  { symbol, unit }: Station,
  fact: OracleFact,
  { eventTime, receivedAt }: { readonly eventTime: number; readonly receivedAt: number },
  quality: OracleTick['quality'],
  uncertainty: number | null = null,
): OracleTick => ({ type: 'weather', symbol, source, fact, unit, eventTime, receivedAt, quality, uncertainty });
