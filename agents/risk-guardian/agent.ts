import { approvalSigner, type SignApproval } from '@pm-arbitrage/core/approval/approval-signer.js';
import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import type { AgentContext, AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { Auction } from './auction.js';
import { Guardian, LEASE_TTL_MS, SecondGuardianError } from './guardian.js';
import { RiskGauges } from './risk-gauges.js';
import { RouterWatchdog } from './router-watchdog.js';
import { VenuePulse } from './venue-pulse.js';

const REFRESH_MS = 5_000;
/** A person who pauses a venue is obeyed within a second. */
const PAUSES_MS = 500;
/** Between two looks at whether the lease is free. */
const TURN_MS = 250;

/** Waits until no other guardian holds the lease: the one that is replaced ends only after this one says that it is well. */
async function startInTurn(context: AgentContext, sign: SignApproval, venues: VenuePulse): Promise<Guardian> {
  for (let waited = false; ; waited = true) {
    try {
      return await Guardian.start(context, sign, venues);
    } catch (error) {
      if (!(error instanceof SecondGuardianError)) throw error;
      if (!waited) context.standBy('another risk guardian holds the lease');
      await sleep(context.clock, TURN_MS);
    }
  }
}

/** Judges every request against every limit, signs what may be traded, and stops everything when it must. */
export const riskGuardian: AgentDefinition = {
  name: 'risk-guardian',
  reads: ['trade.requests', 'trade.results', 'allocations', 'system.heartbeats'],
  writes: ['trade.approved', 'trade.rejected', 'system.commands'],

  async setup(context) {
    const { bus, clock, config, halt, log, name } = context;
    const sign = approvalSigner(context.edge, config.services);
    const venues = new VenuePulse();
    const watchdog = new RouterWatchdog(context);
    const gauges = new RiskGauges(context.metrics);
    const results = counterOf(context.metrics, told.trades);
    const guardian = await startInTurn(context, sign, venues);

    const inFile = context.haltFile.read();
    if (inFile) await guardian.halt(inFile);
    halt.onChange((now) => {
      if (now)
        guardian.halt(now).catch((error: unknown) => log.error({ error: messageOf(error) }, 'halt not recorded'));
    });

    const auction = new Auction({
      clock,
      windowMs: config.risk.auctionMs,
      judge: (request, envelope) => guardian.request(request, envelope),
      onError: (error) => log.error({ error: messageOf(error) }, 'bids not judged'),
      reject: (request, why, envelope) => guardian.refuse(request, why, envelope),
    });
    const consume = { group: name, consumer: name };
    const subscriptions = [
      await bus.follow([channels.heartbeats], (heartbeat) => {
        venues.heartbeat(heartbeat);
        watchdog.heartbeat(heartbeat);
      }),
      await bus.consume(channels.tradeRequests, consume, (request, envelope) => auction.bid(request, envelope)),
      await bus.consume(channels.tradeResults, consume, async ({ state }) => {
        await guardian.refresh();
        results.inc({ state });
      }),
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
      clock.every(PAUSES_MS, () => {
        guardian.lookAtPauses().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'pauses not read'));
      }),
      clock.every(LEASE_TTL_MS / 3, () => {
        guardian.renew().catch((error: unknown) => {
          log.error({ error: messageOf(error) }, 'guardian lease not renewed');
          if (error instanceof SecondGuardianError) void retire();
        });
      }),
    ];
    await guardian.refresh();
    const stopWatchdog = watchdog.start();

    return {
      details: () => ({
        equity: guardian.state.equity,
        highWaterMark: guardian.state.highWaterMark,
        openTrades: new Set(guardian.state.commitments.map(({ tradeId }) => tradeId)).size,
        tradesToday: guardian.state.tradesToday,
        pausedDay: guardian.state.pausedDay,
      }),
      measure: () => gauges.show(guardian.state),
      async stop() {
        stopWatchdog();
        for (const cancel of timers) cancel();
        for (const subscription of subscriptions) await subscription.close();
        await auction.close();
        await guardian.idle();
        await guardian.release();
      },
    };
  },
};
