import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { TableReport } from '@pm-arbitrage/core/export/run-export.js';
import type { TradeHistory } from '@pm-arbitrage/core/queries/trade-history.js';
import type { RuntimeFile } from '@pm-arbitrage/core/runtime/runtime-file.js';
import type { Control, MatchDetails } from './control.js';

/** Thrown when the running process does not answer, or refuses. */
export class ProcessControlError extends CodedError {}

const TIMEOUT_MS = 5_000;
/** The audit log is read to its beginning, behind whatever else the process does. */
const LONG_TIMEOUT_MS = 120_000;
/** A month of opportunities is written in the meantime. */
const EXPORT_TIMEOUT_MS = 3_600_000;

/** A running process by its control API. */
export function processControl(file: RuntimeFile): Control {
  const ask = async <T>(path: string, body?: unknown, timeoutMs = TIMEOUT_MS): Promise<T> => {
    let response: Response;
    try {
      response = await fetch(`${file.url}/api/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${file.token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new ProcessControlError(
        'control.silent',
        `Process ${file.pid} does not answer at ${file.url} (${messageOf(cause)}). It may be starting, ending or stuck; look again, or end it.`,
        { pid: file.pid },
        { cause },
      );
    }
    if (!response.ok) {
      const { message } = (await response.json().catch(() => ({}))) as { message?: string };
      throw new ProcessControlError(
        'control.failed',
        `Process ${file.pid} could not: ${message ?? `status ${response.status}`}`,
      );
    }
    return (await response.json()) as T;
  };
  return {
    via: `process ${file.pid}`,
    status: () => ask('status'),
    trades: (limit) => ask(`trades?limit=${limit}`),
    opportunities: (limit) => ask(`opportunities?limit=${limit}`),
    positions: () => ask('positions'),
    pnl: () => ask('pnl'),
    matches: ({ status, limit }) => ask(`matches?limit=${limit}${status === undefined ? '' : `&status=${status}`}`),
    match: async (id) => (await ask<{ found: MatchDetails | null }>(`match?id=${encodeURIComponent(id)}`)).found,
    reviewMatch: (order) => ask('match-review', order),
    allocations: () => ask('allocations'),
    allocationInputs: () => ask('allocation-inputs'),
    orderAllocation: async (order) => (await ask<{ sequence: number }>('allocation-order', order)).sequence,
    leaderboard: ({ mode, days }) => ask(`leaderboard?mode=${mode}&days=${days}`),
    exportHistory: async (order) =>
      (await ask<{ tables: readonly TableReport[] }>('export', order, EXPORT_TIMEOUT_MS)).tables,
    trial: (order) => ask('trial', order, LONG_TIMEOUT_MS),
    auditReport: (anchors) => ask('audit-report', { anchors }, LONG_TIMEOUT_MS),
    searchAudit: (search) => ask('audit-search', search, LONG_TIMEOUT_MS),
    tradeHistory: async (id) =>
      (await ask<{ found: TradeHistory | null }>(`trade-history?id=${encodeURIComponent(id)}`)).found,
    alerts: (limit, openOnly) => ask('alerts', { limit, openOnly }),
    acknowledgeAlert: async (id, by) => (await ask<{ first: boolean }>('alert-acknowledgement', { id, by })).first,
    venuePauses: () => ask('venue-pauses'),
    async pauseVenue(order) {
      await ask('venue-pause', order);
    },
    async resumeVenue(order) {
      await ask('venue-resume', order);
    },
    async recordKillSwitch(answers) {
      await ask('kill-switch', answers);
    },
    async halt(halt) {
      await ask('halt', halt);
    },
    resume: async (resume) => (await ask<{ ended: readonly string[] }>('resume', resume)).ended,
    close: async () => undefined,
  };
}
