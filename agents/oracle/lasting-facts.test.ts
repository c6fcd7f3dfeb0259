import type { OracleFact, OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { expect, it } from 'vitest';
import { LastingFacts } from './lasting-facts.js';

const T0 = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;
const tick = (fact: OracleFact): OracleTick => ({
  type: 'economics',
  symbol: 'cpiaucsl',
  source: 'bls',
  fact,
  unit: 'percent',
  eventTime: T0,
  receivedAt: T0,
  quality: 'final',
  uncertainty: null,
});
const figure = (value: number, revision = false) => tick({ kind: 'figure', value, period: '2026-10', revision });

it('tells again every five minutes what stays true, the newest of each fact, with its own time', () => {
  const lasting = new LastingFacts(T0);
  lasting.take(figure(0.2));
  lasting.take(figure(0.3));
  lasting.take(figure(0.1, true));
  lasting.take(tick({ kind: 'maximum', value: 53, day: '2026-11-20', final: true }));
  expect(lasting.due(T0 + 5 * MINUTE - 1)).toEqual([]);
  const told = lasting.due(T0 + 5 * MINUTE);
  expect(told.map(({ fact, eventTime }) => ['value' in fact ? fact.value : null, eventTime])).toEqual([
    [0.3, T0],
    [0.1, T0],
    [53, T0],
  ]);
  expect(lasting.due(T0 + 5 * MINUTE + 1)).toEqual([]);
  expect(lasting.due(T0 + 10 * MINUTE)).toHaveLength(3);
});

it('never repeats what may have changed since', () => {
  const lasting = new LastingFacts(T0);
  lasting.take(tick({ kind: 'price', price: 84_000 }));
  lasting.take(tick({ kind: 'maximum', value: 53, day: '2026-11-21', final: false }));
  lasting.take(tick({ kind: 'temperature', value: 41 }));
  expect(lasting.due(T0 + 5 * MINUTE)).toEqual([]);
});

it('remembers no more than a thousand facts, the newest ones', () => {
  const lasting = new LastingFacts(T0);
  for (let value = 0; value < 1_200; value++)
    lasting.take(tick({ kind: 'figure', value, period: `p${value}`, revision: false }));
  const told = lasting.due(T0 + 5 * MINUTE);
  expect(told).toHaveLength(1_000);
  expect(told[0]?.fact).toMatchObject({ value: 200 });
});
