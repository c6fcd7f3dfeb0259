import { acknowledgeAlert } from '@pm-arbitrage/core/alerts/acknowledge-alert.js';
import { allocationSettings } from '@pm-arbitrage/core/allocations/allocation-settings.js';
import { orderAllocation } from '@pm-arbitrage/core/allocations/order-allocation.js';
import { killSwitchFact } from '@pm-arbitrage/core/audit/kill-switch-fact.js';
import { recordFact } from '@pm-arbitrage/core/audit/record-fact.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { Outbox } from '@pm-arbitrage/core/db/outbox.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { reviewMatch } from '@pm-arbitrage/core/matches/review-match.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { listAlerts } from '@pm-arbitrage/core/queries/alert-queries.js';
import { findMatch, listMatches } from '@pm-arbitrage/core/queries/match-queries.js';
import { swarmStatus } from '@pm-arbitrage/core/queries/status-query.js';
import { tradeHistory } from '@pm-arbitrage/core/queries/trade-history.js';
import {
  listOpportunities,
  listPositions,
  listTrades,
  profitAndLoss,
} from '@pm-arbitrage/core/queries/trade-queries.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { liftHalts, orderHalt } from '@pm-arbitrage/core/runtime/order-halt.js';
import { pauseVenue, resumeVenue, venuePausesInForce } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import { claimDataFolder } from '../data-lock.js';
import type { Control } from './control.js';

/** Thrown when the message bus did not take a command that the database has. */
export class CommandNotSentError extends CodedError {}

/** Loaded when it is asked for: a halt has no time for statistics. */
const performance = () => import('@pm-arbitrage/core/queries/performance-queries.js');

/**
 * Database and bus without a process in between: Postgres and Redis where they are configured, else the embedded
 * database of the data folder, which nobody else may be using. @throws DatabaseUnavailableError DataFolderBusyError
 */
export async function directControl(config: Config): Promise<Control> {
  const { databaseUrl, redisUrl, dataDir } = config.services;
  const release = databaseUrl === null ? await claimDataFolder(dataDir) : () => undefined;
  const warnings: string[] = [];
  // Warnings of the outbox are this command's errors; whoever runs it reads no log.
  const log = createLogger('warn', {
    write: (line) => warnings.push(String((JSON.parse(line) as { msg?: unknown }).msg)),
  });
  const services = await openServices({ config, log }).catch((error: unknown) => {
    release();
    throw error;
  });
  const { clock, database, halt, haltFile, hot, ids } = services;
  const { queries } = database;
  const { mode } = config;
  const bus = services.busFor('operator');
  const outbox = new Outbox({ database, bus, source: 'operator', clock, ids, log });
  const taken = () => {
    if (!warnings.some((warning) => warning.includes('outbox'))) return;
    throw new CommandNotSentError(
      'control.bus',
      'The database has the command, Redis does not: agents that share no disk with this machine learn of it when they next ask the database. Start Redis and give the command again.',
    );
  };
  return {
    via: [databaseUrl === null ? 'the embedded database' : 'Postgres', ...(redisUrl === null ? [] : ['Redis'])].join(
      ' and ',
    ),
    status: () => swarmStatus({ database, hot, haltFile, mode }, clock.now()),
    trades: (limit) => listTrades(queries, mode, limit),
    opportunities: (limit) => listOpportunities(queries, limit),
    positions: () => listPositions(queries, mode),
    pnl: () => profitAndLoss(queries, mode, clock.now()),
    matches: (filter) => listMatches(queries, filter),
    match: (id) => findMatch(queries, id),
    reviewMatch: (order) => reviewMatch(queries, order, clock.now()),
    allocations: async () => (await performance()).allocationReport(queries, mode),
    allocationInputs: async () => ({
      inputs: await (
        await import('@pm-arbitrage/core/allocations/allocation-inputs.js')
      ).allocationInputs(database, mode, clock.now(), true),
      settings: allocationSettings(config),
    }),
    orderAllocation: (order) => orderAllocation(database, mode, order, clock.now()),
    leaderboard: async ({ days, ...asked }) =>
      (await performance()).leaderboard(database, asked.mode, { now: clock.now(), days }),
    async exportHistory(order) {
      const { runExport } = await import('@pm-arbitrage/core/export/run-export.js');
      const { recordingsFolder } = await import('@pm-arbitrage/core/recording/recordings-folder.js');
      const recordings = recordingsFolder(config);
      // All tables of one moment, so that their sums agree.
      return database.snapshot((of) => runExport({ queries: of, recordings, now: clock.now() }, order));
    },
    trial: async (order) =>
      (await import('@pm-arbitrage/core/trial/report-trial.js')).reportTrial(database, order, clock.now()),
    auditReport: async (anchors) =>
      (await import('@pm-arbitrage/core/audit/verify-audit.js')).verifyAudit(database, anchors),
    searchAudit: async (search) =>
      (await import('@pm-arbitrage/core/audit/search-audit.js')).searchAudit(queries, search),
    tradeHistory: (id) => tradeHistory(queries, id),
    alerts: (limit, openOnly) => listAlerts(queries, limit, undefined, openOnly),
    acknowledgeAlert: (id, by) => acknowledgeAlert(queries, id, by, clock.now()),
    venuePauses: () => venuePausesInForce(queries),
    pauseVenue: (order) => pauseVenue(database, { id: ids.next(), ...order, at: clock.now() }),
    resumeVenue: (order) => resumeVenue(database, { ...order, at: clock.now() }),
    recordKillSwitch: (answers) => recordFact(queries, killSwitchFact(answers, clock.now())),
    async halt(order) {
      await orderHalt({ halt, haltFile, outbox }, order, 'operator');
      taken();
    },
    async resume(resume) {
      const ended = await liftHalts({ halt, haltFile, outbox }, { ...resume, at: clock.now() });
      taken();
      return ended;
    },
    async close() {
      await bus.close();
      await services.close();
      release();
    },
  };
}
