import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { measuredWeek } from '@pm-arbitrage/simulator/weeks/week-parameters.js';
import { WeekWorld } from '@pm-arbitrage/simulator/weeks/week-world.js';
import { afterAll, expect, it } from 'vitest';
import { runWeek } from './run-week.js';
import { weekReport } from './week-report.js';
import { WEEK_FROM } from './world-of.js';

const DAYS = 6;
const folder = mkdtempSync(join(tmpdir(), 'pm-arbitrage-outside-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A strategy that a person keeps outside the repository. */
function outside(name: string, source: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return file;
}

/** Buys what it is offered and sells it again at once, whatever that costs: spread and both fees, every time. */
const LOSER = `
export const createStrategy = () => ({
  name: 'loser',
  kinds: ['fair-value', 'fair-quote'],
  usesBooks: true,
  decide(opportunity, view) {
    const [leg] = opportunity.legs;
    const book = leg && view.book(leg.market);
    const best = book && (leg.side === 'yes' ? book.asks[0]?.[0] : book.bids[0] && 10_000 - book.bids[0][0]);
    if (best === undefined || best > leg.limitPrice || view.own.length > 3) return { kind: 'pass', reason: 'not now' };
    return { kind: 'trade', quantity: Math.min(opportunity.quantity, 20_000_000), execution: { style: 'at-once' }, odds: 1 };
  },
  review: (view) =>
    view.own.flatMap(({ closes, legs, state, tradeId }) =>
      closes === null && state === 'complete' && legs[0]?.filled > 0 && !view.own.some((one) => one.closes === tradeId)
        ? [{ kind: 'close', tradeId, limitPrice: 9_999, reason: 'it has seen enough' }]
        : [],
    ),
});`;

/** Bets once, on the first day, on one of the contracts that will pay, and never again. */
const lucky = (winners: readonly string[]) => `
const winners = new Set(${JSON.stringify(winners)});
export const createStrategy = () => ({
  name: 'lucky',
  kinds: ['fair-value', 'fair-quote'],
  usesBooks: true,
  decide(opportunity, view) {
    const [leg] = opportunity.legs;
    const isIt = winners.has(leg.market + '/' + leg.side) && view.own.length === 0 && view.record.tried === 0;
    if (!isIt) return { kind: 'pass', reason: 'not the one' };
    return { kind: 'trade', quantity: opportunity.quantity, execution: { style: 'at-once' }, odds: 1 };
  },
});`;

it('a loser from outside is halved, then paused; who was lucky once has no more for it; accounts stay conserved', async () => {
  const config = configSchema.parse({ log: { level: 'silent' } });
  const plan = { hours: [17], before: 5, after: -1 };
  const worldOf = () => new WeekWorld({ seed: 3, from: WEEK_FROM, days: DAYS, plan, parameters: measuredWeek });
  const files = [outside('loser', LOSER), outside('lucky', lucky(winnersOf(worldOf())))];
  const week = { seed: 3, world: 'measured', days: DAYS, from: WEEK_FROM } as const;
  const world = worldOf();
  const report = await runWeek({
    config,
    world,
    from: WEEK_FROM,
    strategies: ['atomic-arb', ...files],
    summarise: (services) => weekReport(services, world, week),
  });
  const states = report.allocations.map((table) => table.states['loser']);
  const [pnl, capital] = [report.pnl.byStrategy['lucky'], report.allocations.at(-1)?.capital['lucky']];
  expect(states[0]).toBe('active');
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual(['active', 'halved', 'paused']);
  expect(Number(pnl)).toBeGreaterThan(1);
  expect(capital).toBe('20.00');
  expect(report.conserved).toBe(true);
}, 900_000);

/** The contracts on prices of the first day that will pay. */
function winnersOf({ markets, sessions }: WeekWorld): readonly string[] {
  return markets
    .filter(({ closesAt, ladder }) => closesAt === sessions[0]?.hour && ladder !== null)
    .map(({ market, outcome }) => `${market.id}/${outcome() ? 'yes' : 'no'}`);
}
