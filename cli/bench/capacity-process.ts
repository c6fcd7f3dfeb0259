import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { RecordedFeed } from '../replay/recorded-feed.js';
import { pairOfMarkets, quietKalshiSnapshot, restlessKalshiDelta } from './trade-fixture.js';

/*
 * One agent in a process of its own, as in production, that tells its parent what it cost. The venue watcher is fed with
 * wire frames here, in its own process, at the pace that the parent asks for; every other agent is as it is.
 * Arguments: the agent's label, a file with the configuration, the number of markets.
 */
const [label = '', file = '', count = '0'] = process.argv.slice(2);
const markets = Number(count);
const config = JSON.parse(readFileSync(file, 'utf8')) as Config;
const services = await openServices({ config, log: createLogger('error') });
const lag = monitorEventLoopDelay({ resolution: 10 });
/** Frames are sent in bundles, as sockets deliver them. */
const BUNDLE_MS = 10;

const feed =
  label === 'venue-watcher:kalshi'
    ? new RecordedFeed(
        'kalshi',
        systemClock,
        Array.from({ length: markets }, (_, index) => ({
          at: 0,
          market: pairOfMarkets(index, systemClock.now())[0],
        })),
      )
    : null;
const definition =
  feed === null
    ? allAgents(config).find((candidate) => agentLabel(candidate) === label)
    : venueWatcher('kalshi', () => feed);
if (!definition) throw new Error(`no agent is called ${label}`);
const agent = await runAgent(definition, services);

let sent = 0;
if (feed !== null) {
  feed.tellMarkets(systemClock.now());
  let seq = 1;
  for (let index = 0; index < markets; index++) feed.frame(quietKalshiSnapshot(index, seq++), systemClock.now());
  let [perSecond, since, due, next] = [0, systemClock.monotonic(), 0, 0];
  process.on('message', (message: { readonly rate?: number }) => {
    if (message.rate === undefined) return;
    [perSecond, since, due] = [message.rate, systemClock.monotonic(), 0];
  });
  systemClock.every(BUNDLE_MS, () => {
    // What is late is sent late, not left out: else a process that cannot keep up would look well.
    for (const until = ((systemClock.monotonic() - since) / 1_000) * perSecond; due < until; due++, sent++) {
      const round = Math.floor(next / markets);
      feed.frame(restlessKalshiDelta(next++ % markets, seq++, round % 2 === 0), systemClock.now());
    }
  });
}

let [cpu, from] = [process.cpuUsage(), systemClock.monotonic()];
process.on('message', (message) => {
  if (message === 'reset') {
    [cpu, from, sent] = [process.cpuUsage(), systemClock.monotonic(), 0];
    lag.reset();
    lag.enable();
  }
  if (message !== 'measure') return;
  const used = process.cpuUsage(cpu);
  const seconds = (systemClock.monotonic() - from) / 1_000;
  process.send?.({
    rssMegabytes: process.memoryUsage.rss() / 1_000_000,
    cpuShare: (used.user + used.system) / 1e6 / seconds,
    lagP99Ms: lag.percentile(99) / 1e6,
    sentPerSecond: sent / seconds,
    details: agent.heartbeat().details,
  });
});
// A bench that was interrupted leaves nothing behind.
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
