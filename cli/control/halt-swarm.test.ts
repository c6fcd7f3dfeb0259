import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { HaltFile } from '@pm-arbitrage/core/runtime/halt-file.js';
import { describe, expect, it } from 'vitest';
import { cancelAtVenues } from './cancel-at-venues.js';
import type { VenueAnswers } from '@pm-arbitrage/core/audit/kill-switch-fact.js';
import type { Control, Status } from './control.js';
import { haltSwarm } from './halt-swarm.js';

const folder = () => mkdtempSync(join(tmpdir(), 'pm-halt-'));
const order = (reason = 'a test') => ({ id: 'h1', reason, by: 'operator', at: systemClock.now() });
const agent = (name: string, state: string, acknowledged: boolean) => ({
  agent: name,
  state,
  ageMs: 0,
  acknowledged,
  details: {},
});

const recorded: VenueAnswers[] = [];

function control(agents: () => ReturnType<typeof agent>[], agentsUnknown: string | null = null): Control {
  const unused = () => Promise.reject(new Error('not asked here'));
  return {
    via: 'a test',
    status: async () => ({ agents: agents(), agentsUnknown }) as unknown as Status,
    trades: unused,
    opportunities: unused,
    positions: unused,
    pnl: unused,
    matches: unused,
    match: unused,
    reviewMatch: unused,
    allocations: unused,
    allocationInputs: unused,
    orderAllocation: unused,
    leaderboard: unused,
    exportHistory: unused,
    trial: unused,
    auditReport: unused,
    searchAudit: unused,
    tradeHistory: unused,
    alerts: unused,
    acknowledgeAlert: unused,
    venuePauses: unused,
    pauseVenue: unused,
    resumeVenue: unused,
    recordKillSwitch: async (answers) => void recorded.push(answers),
    halt: async () => undefined,
    resume: unused,
    close: async () => undefined,
  };
}

describe('haltSwarm', () => {
  it('writes the file and reports who acknowledged, the dead left out', async () => {
    const haltFile = new HaltFile(folder());
    let asked = 0;
    const open = async () =>
      control(() => [
        agent('executor', 'running', ++asked > 2),
        agent('strategy', 'halted', true),
        agent('old', 'dead', false),
      ]);
    const report = await haltSwarm({ clock: systemClock, haltFile, halt: order(), open });
    expect(haltFile.read()).toMatchObject({ id: 'h1', reason: 'a test' });
    expect(report).toMatchObject({ via: 'a test', problems: [] });
    expect(report.acknowledged.map((one) => one.agent)).toEqual(['executor', 'strategy']);
    expect(report.acknowledged.every(({ afterMs }) => afterMs !== null)).toBe(true);
  });

  it('names who did not acknowledge in two seconds', async () => {
    const open = async () => control(() => [agent('executor', 'running', false)]);
    const report = await haltSwarm({ clock: systemClock, haltFile: new HaltFile(folder()), halt: order(), open });
    expect(report.acknowledged).toEqual([{ agent: 'executor', afterMs: null }]);
  });

  it('halts by the file alone when nothing can be reached, and says so', async () => {
    const haltFile = new HaltFile(folder());
    const open = () => Promise.reject(new Error('Postgres does not answer'));
    const report = await haltSwarm({ clock: systemClock, haltFile, halt: order(), open });
    expect(existsSync(haltFile.path)).toBe(true);
    expect(report).toMatchObject({ via: null, acknowledged: [], problems: ['Postgres does not answer'] });
  });

  it('goes on without a file when the disk refuses it', async () => {
    const file = join(folder(), 'no-folder');
    writeFileSync(file, '');
    const open = async () => control(() => []);
    const report = await haltSwarm({
      clock: systemClock,
      haltFile: new HaltFile(join(file, 'data')),
      halt: order(),
      open,
    });
    expect(report).toMatchObject({ file: null, via: 'a test' });
    expect(report.problems[0]).toMatch(/could not be written/);
  });

  it('keeps the file of an earlier halt, which may be its only record', async () => {
    const haltFile = new HaltFile(folder());
    haltFile.write({ ...order('the first'), id: 'h0' });
    await haltSwarm({ clock: systemClock, haltFile, halt: order('the second'), open: async () => control(() => []) });
    expect(haltFile.read()?.id).toBe('h0');
  });

  it('does not claim that agents obey when nobody can tell', async () => {
    const open = async () => control(() => [], 'no connection to Redis');
    const report = await haltSwarm({ clock: systemClock, haltFile: new HaltFile(folder()), halt: order(), open });
    expect(report.problems).toEqual(['whether the agents obey is not known: no connection to Redis']);
  });

  it('puts on record what the venues said, once they have said it', async () => {
    recorded.length = 0;
    const venues = { kalshi: venue(async () => 3), polymarket: venue(() => Promise.reject(new Error('no route'))) };
    const halt = order();
    const report = await haltSwarm({
      clock: systemClock,
      haltFile: new HaltFile(folder()),
      halt,
      open: async () => control(() => []),
      cancelAtVenues: () => cancelAtVenues(async (platform) => venues[platform], systemClock),
    });
    expect(recorded).toEqual([{ haltId: halt.id, venues: report.venues }]);
    expect(recorded[0]?.venues.map(({ cancelled }) => cancelled)).toEqual([null, 3]);
  });

  it('has the venues cancel everything although nothing else can be reached, and reports what they say', async () => {
    const open = () => Promise.reject(new Error('Postgres does not answer'));
    const venues = { kalshi: venue(async () => 3), polymarket: venue(() => Promise.reject(new Error('no route'))) };
    const report = await haltSwarm({
      clock: systemClock,
      haltFile: new HaltFile(folder()),
      halt: order(),
      open,
      cancelAtVenues: () => cancelAtVenues(async (platform) => venues[platform], systemClock),
    });
    expect(report.venues).toMatchObject([
      { platform: 'polymarket', cancelled: null, problem: 'no route' },
      { platform: 'kalshi', cancelled: 3, problem: null },
    ]);
    expect(report.problems).toEqual(['Postgres does not answer', 'polymarket: no route']);
    expect(venues.kalshi.closed()).toBe(true);
    expect(venues.polymarket.closed()).toBe(true);
  });
});

function venue(cancelAll: () => Promise<number>) {
  let closed = false;
  return { cancelAll, close: async () => void (closed = true), closed: () => closed };
}
