import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import { FUSED, type OracleTick, type OracleType, oracleTypes } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { factValue } from '@pm-arbitrage/core/oracles/fact-value.js';
import { median } from '@pm-arbitrage/core/oracles/median.js';
import type { OracleRow, OracleValueRow } from '../../protocol/oracle-row.js';

/** The sources that an oracle agent tells of in its heartbeat: `<source>` is its state, `<source>:ticks` and so on facts. */
export function oracleRows({ agent, at, details }: Heartbeat): readonly OracleRow[] {
  const [name, type] = agent.split(':');
  if (name !== 'oracle' || !isOracleType(type)) return [];
  const count = (key: string) => (typeof details[key] === 'number' ? details[key] : 0);
  const known = (key: string) => (typeof details[key] === 'number' ? details[key] : null);
  const sources = Object.keys(details)
    .filter((key) => key.endsWith(':ticks'))
    .map((key) => key.slice(0, -':ticks'.length));
  return sources.map((source) => {
    const said = String(details[source] ?? 'disconnected');
    const works = said === 'connected' || said === 'disconnected';
    return {
      id: `${type}/${source}`,
      type,
      source,
      state: works ? said : 'off',
      trouble: works ? null : said,
      ticks: count(`${source}:ticks`),
      refused: count(`${source}:refused`),
      reconnects: count(`${source}:reconnects`),
      dataAt: known(`${source}:at`),
      heardAt: at,
      symbols: known('symbols'),
      voteless: known('voteless'),
    };
  });
}

const isOracleType = (type: string | undefined): type is OracleType => oracleTypes.some((one) => one === type);

/** What is known of a symbol after one more tick; null where the tick is about no single number. Pure. */
export function withTick(row: OracleValueRow | undefined, tick: OracleTick): OracleValueRow | null {
  const value = factValue(tick.fact);
  if (value === null) return null;
  const { type, symbol, source, unit, eventTime, receivedAt, uncertainty } = tick;
  const before = row ?? { id: `${type}/${symbol}`, type, symbol, unit, fused: null, sources: [], disagreement: null };
  if (source === FUSED) return { ...before, fused: { value, uncertainty, at: eventTime } };
  const sources = [
    ...before.sources.filter((one) => one.source !== source),
    { source, value, at: eventTime, receivedAt },
  ].sort((a, b) => (a.source < b.source ? -1 : 1));
  return { ...before, sources, disagreement: disagreement(sources.map((one) => one.value)) };
}

function disagreement(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = median(values);
  return middle === 0 ? null : (Math.max(...values) - Math.min(...values)) / Math.abs(middle);
}
