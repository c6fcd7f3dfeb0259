import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { json, JsonServer } from '../http/json-server.js';
import { parseFault } from './fault.js';
import type { FaultBoard } from './fault-board.js';

interface ControlOptions {
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  readonly faults: FaultBoard;
  readonly state: () => unknown;
}

/**
 * Faults over HTTP, for tests and demos in other processes: `POST /faults` with a fault as JSON answers `{id}`,
 * `DELETE /faults` clears all, `DELETE /faults/{id}` one, `GET /state` describes the simulator.
 */
export function controlServer({ clock, host, port, faults, state }: ControlOptions): JsonServer {
  return new JsonServer({
    clock,
    host,
    port,
    faults,
    venue: null,
    errorBody: (status) => ({ error: String(status) }),
    handle({ method, path, body }) {
      if (method === 'GET' && path === '/state') return json(state());
      if (method === 'GET' && path === '/faults') return json({ faults: faults.list() });
      if (method === 'POST' && path === '/faults') {
        const fault = parseFault(parseJson(body));
        return typeof fault === 'string' ? json({ error: fault }, 400) : json({ id: faults.inject(fault) }, 201);
      }
      const id = /^\/faults(?:\/([0-9]+))?$/.exec(path);
      if (method === 'DELETE' && id) {
        faults.clear(id[1] === undefined ? undefined : Number(id[1]));
        return json({ faults: faults.list() });
      }
      return json({ error: `no ${method} ${path} here` }, 404);
    },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
