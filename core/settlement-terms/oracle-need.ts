import type { OracleType } from '../domain/oracle-tick.js';

/** What an oracle must watch before such a market can be priced: a symbol in the form of ticks. */
export interface OracleNeed {
  readonly type: OracleType;
  readonly symbol: string;
}
