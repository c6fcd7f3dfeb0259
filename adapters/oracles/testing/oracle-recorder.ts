import { oracleTickSchema, type OracleFact, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { FeedRefusal } from '@pm-arbitrage/core/ports/market-data.js';
import type { OracleSink } from '@pm-arbitrage/core/ports/oracle-source.js';

/** Keeps everything a source said, and holds each tick against the schema. */
export class OracleRecorder implements OracleSink {
  readonly ticks: OracleTick[] = [];
  readonly refusals: FeedRefusal[] = [];

  tick(tick: OracleTick): void {
    this.ticks.push(oracleTickSchema.parse(tick));
  }

  refused(refusal: FeedRefusal): void {
    this.refusals.push(refusal);
  }

  /** Ticks about a symbol whose facts are of a kind. */
  of<Kind extends OracleFact['kind']>(symbol: string, kind: Kind): (OracleTick & { fact: { kind: Kind } })[] {
    return this.ticks.filter((tick) => tick.symbol === symbol && tick.fact.kind === kind) as (OracleTick & {
      fact: { kind: Kind };
    })[];
  }

  refusedAs(kind: string): string[] {
    return this.refusals.filter((refusal) => refusal.kind === kind).map(({ message }) => message);
  }
}
