import { ensureApprovalKeys, loadPrivateKey } from '@pm-arbitrage/core/approval/approval-keys.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { Guardian, LEASE_TTL_MS, SecondGuardianError } from './guardian.js';
import { VenuePulse } from './venue-pulse.js';

const REFRESH_MS = 5_000;

/** Judges every request against every limit, signs what may be traded, and stops everything when it must. */
export const riskGuardian: AgentDefinition = {
  name: 'risk-guardian',
  reads: ['trade.requests', 'trade.results', 'allocations', 'system.heartbeats'],
  writes: ['trade.approved', 'trade.rejected', 'system.commands'],

  async setup(context) {
    const { bus, clock, config, halt, log, name } = context;
    ensureApprovalKeys(config.services);
    const venues = new VenuePulse();
    const guardian = await Guardian.start(context, loadPrivateKey(config.services), venues);

    const inFile = context.haltFile.read();
    if (inFile) await guardian.halt(inFile);
    halt.onChange((now) => {
      if (now)
        guardian.halt(now).catch((error: unknown) => log.error({ error: messageOf(error) }, 'halt not recorded'));
    });

    const consume = { group: name, consumer: name };
    const subscriptions = [
      await bus.follow([channels.heartbeats], (heartbeat) => venues.heartbeat(heartbeat)),
      await bus.consume(channels.tradeRequests, consume, (request, envelope) => guardian.request(request, envelope)),
      await bus.consume(channels.tradeResults, consume, () => guardian.refresh()),
      await bus.consume(channels.allocations, consume, () => guardian.refresh()),
    ];
    // Who lost the lease must not go on taking requests that it can only fail.
    const retire = async () => {
      for (const cancel of timers) cancel();
      for (const subscription of subscriptions) await subscription.close();
      context.alert({
        tier: 'critical',
        kind: 'guardian.retired',
        title: 'A risk guardian lost its lease and stopped; restart it',
      });
    };
    const timers: readonly (() => void)[] = [
      clock.every(REFRESH_MS, () => {
        guardian.refresh().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'risk state not read'));
      }),
      clock.every(LEASE_TTL_MS / 3, () => {
        guardian.renew().catch((error: unknown) => {
          log.error({ error: messageOf(error) }, 'guardian lease not renewed');
          if (error instanceof SecondGuardianError) void retire();
        });
      }),
    ];
    await guardian.refresh();

    return {
      details: () => ({
        equity: guardian.state.equity,
        highWaterMark: guardian.state.highWaterMark,
        openTrades: new Set(guardian.state.commitments.map(({ tradeId }) => tradeId)).size,
        tradesToday: guardian.state.tradesToday,
        pausedDay: guardian.state.pausedDay,
      }),
      async stop() {
        for (const cancel of timers) cancel();
        for (const subscription of subscriptions) await subscription.close();
        await guardian.idle();
        await guardian.release();
      },
    };
  },
};
