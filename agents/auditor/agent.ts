import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { Auditor } from './auditor.js';

const SEAL_MS = 1_000;
/** How often it is looked whether a new day has begun. */
const DAY_MS = 60_000;

/** Seals the audit log, and says once a day where its chain stands. */
export const auditor: AgentDefinition = {
  name: 'auditor',
  reads: [],
  writes: [],

  async setup(context) {
    const { clock, log } = context;
    const work = new Auditor(context);
    await work.seal();
    const quietly = (what: string, doing: Promise<void>) =>
      void doing.catch((error: unknown) => log.warn({ error: messageOf(error) }, `${what}; it is tried again`));
    const timers = [
      clock.every(SEAL_MS, () => quietly('audit log not sealed', work.seal())),
      clock.every(DAY_MS, () => quietly('audit log not verified', work.anchorDay())),
    ];
    quietly('audit log not verified', work.anchorDay());
    return {
      details: () => work.details(),
      async stop() {
        for (const cancel of timers) cancel();
        await work.stop();
      },
    };
  },
};
