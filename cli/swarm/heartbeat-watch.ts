import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { AgentHandle } from '@pm-arbitrage/core/runtime/run-agent.js';
import type { Services } from '@pm-arbitrage/core/runtime/services.js';

const PERIOD_MS = 1_000;
const FRESH_MS = 5_000;

/** Agents of other processes as this one's control server sees them: by the heartbeats they leave in the hot state. */
export function watchHeartbeats(
  services: Services,
  names: readonly string[],
): { readonly handles: readonly AgentHandle[]; stop(): void } {
  const { clock, hot } = services;
  const last = new Map<string, Heartbeat>();
  const read = async () => {
    for (const beat of (await hot.list<Heartbeat>('heartbeat:')).values()) last.set(beat.agent, beat);
  };
  const cancel = clock.every(PERIOD_MS, () => void read().catch(() => undefined));
  const heartbeat = (agent: string): Heartbeat => {
    const beat = last.get(agent);
    const silent: Heartbeat = {
      agent,
      instance: '',
      state: 'starting',
      haltId: null,
      startedAt: 0,
      at: 0,
      details: {},
    };
    return beat && clock.now() - beat.at < FRESH_MS ? beat : silent;
  };
  return {
    handles: names.map((name) => ({ name, heartbeat: () => heartbeat(name), stop: async () => undefined })),
    stop: cancel,
  };
}
