import { oracleTickSchema } from '../../domain/oracle-tick.js';
import { factValue } from '../../oracles/fact-value.js';
import type { RecordedTable } from '../export-table.js';

export const oracleTicks: RecordedTable = {
  source: 'recording',
  name: 'oracle_ticks',
  about: 'What each source said of the world, and all of them together (`fused`). Values of the world are no money',
  sources: /^oracle\./,
  streams: /^oracle\./,
  columns: [
    { name: 'received_at', type: 'time', nullable: false, about: 'When we had it' },
    { name: 'event_time', type: 'time', nullable: false, about: "When it was so, by the source's clock" },
    { name: 'type', type: 'text', nullable: false, about: '`crypto`, `weather`, `sports`…' },
    { name: 'symbol', type: 'text', nullable: false, about: '`btc-usd`, `knyc`…' },
    { name: 'source', type: 'text', nullable: false, about: '`binance`, `nws`… or `fused`' },
    { name: 'kind', type: 'text', nullable: false, about: '`price`, `average`, `candle`, `maximum`…' },
    { name: 'value', type: 'float', nullable: true, about: 'The one number that it is about, where it is one' },
    { name: 'unit', type: 'text', nullable: false, about: '`usd`, `degF`, `percent`…' },
    { name: 'quality', type: 'text', nullable: false, about: '`live`, `delayed`, `provisional` or `final`' },
    { name: 'uncertainty', type: 'float', nullable: true, about: 'Standard error, in the unit' },
    { name: 'disputed', type: 'flag', nullable: false, about: 'Sources are too far apart' },
    { name: 'fact', type: 'text', nullable: false, about: 'All of it as JSON' },
  ],
  row(_stream, payload) {
    const parsed = oracleTickSchema.safeParse(payload);
    if (!parsed.success) return null;
    const { fact, disputed = false, receivedAt, eventTime, ...tick } = parsed.data;
    return {
      ...tick,
      received_at: receivedAt,
      event_time: eventTime,
      kind: fact.kind,
      value: factValue(fact),
      disputed,
      fact: JSON.stringify(fact),
    };
  },
};
