import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { postgresProblem, redisProblem, type Servers } from './servers.js';

const PERIOD_MS = 3_000;

/** Says when Redis or Postgres goes away under a running swarm, and when it is back. @returns what ends the watch. */
export function watchServers(servers: Servers, clock: Clock, note: (text: string) => void): () => void {
  const known = new Map<string, boolean>();
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    const [redis, postgres] = await Promise.all([redisProblem(servers.redisUrl), postgresProblem(servers.databaseUrl)]);
    for (const [name, problem] of [
      ['Redis', redis],
      ['Postgres', postgres],
    ] as const) {
      const away = problem !== null;
      if (away && !known.get(name)) note(`${problem}. Start it again: the agents go on by themselves when it is back.`);
      if (!away && known.get(name)) note(`${name} is back.`);
      known.set(name, away);
    }
    busy = false;
  };
  return clock.every(PERIOD_MS, () => void look());
}
