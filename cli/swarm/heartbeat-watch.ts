import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { AgentHealth } from '@pm-arbitrage/core/runtime/health-routes.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';

const PERIOD_MS = 1_000;
const FRESH_MS = 5_000;

/** Agents of other processes as this one's control server sees them: by the heartbeats they leave in the hot state. */
export function watchHeartbeats(
  services: Services,
  names: readonly string[],
): { health(): readonly AgentHealth[]; stop(): void } {
  const { clock, hot } = services;
  const last = new Map<string, Heartbeat>();
  const read = async () => {
    for (const beat of (await hot.list<Heartbeat>('heartbeat:')).values()) last.set(beat.agent, beat);
  };
  const cancel = clock.every(PERIOD_MS, () => void read().catch(() => undefined));
  return {
    health: () =>
      names.map((agent) => {
        const beat = last.get(agent);
        return { agent, state: beat && clock.now() - beat.at < FRESH_MS ? beat.state : 'starting' };
      }),
    stop: cancel,
  };
}
