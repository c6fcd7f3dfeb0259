import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import { venueWatcher } from '@pm-arbitrage/agents/venue-watcher/agent.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Market } from '@pm-arbitrage/core/domain/market.js';
import { createLogger } from '@pm-arbitrage/core/log/logger.js';
import { type AgentDefinition, agentLabel } from '@pm-arbitrage/core/runtime/agent.js';
import { openServices } from '@pm-arbitrage/core/runtime/open-services.js';
import { type AgentHandle, runAgent } from '@pm-arbitrage/core/runtime/run-agent.js';
import { RecordedFeed } from '../replay/recorded-feed.js';
import { pairOfMarkets, quietKalshiSnapshot, restlessKalshiDelta } from './trade-fixture.js';

/*
 * Agents in a process, one or all of them, as in production, that tells its parent what they cost. The venue watcher is
 * fed with wire frames here, in its own process, at the pace that the parent asks for; every other agent is as it is.
 * Arguments: the agents' labels with commas, a file with the configuration, the number of markets, how many of them are the
 * outcomes of one event.
 */
const [labels = '', file = '', count = '0', outcomes = '1'] = process.argv.slice(2);
const WATCHER = 'venue-watcher:kalshi';
const SCANNER = 'opportunity-scanner';
const markets = Number(count);
const config = JSON.parse(readFileSync(file, 'utf8')) as Config;
const services = await openServices({ config, log: createLogger('error') });
const lag = monitorEventLoopDelay({ resolution: 10 });
/** Frames are sent in bundles, as sockets deliver them. */
const BUNDLE_MS = 10;
/** Frames between two turns of the event loop: a socket that has more lets everything else have its turn as well. */
const MOST_A_TURN = 50;

const size = Number(outcomes);
/** Cents of the best YES bid, and of the one that comes and goes; of twenty outcomes no set can be bought for what it pays. */
const [bid, moving] = size === 1 ? [40, 40] : [4, 5];

const feed = labels.split(',').includes(WATCHER)
  ? new RecordedFeed(
      'kalshi',
      systemClock,
      Array.from({ length: markets }, (_, index) => ({
        at: 0,
        market: marketOf(index),
      })),
    )
  : null;

function marketOf(index: number): Market {
  const [market] = pairOfMarkets(index, systemClock.now());
  if (size === 1) return market;
  const id = `event ${Math.floor(index / size)}`;
  return { ...market, event: { id, title: id, exclusive: true, exhaustive: false, size } };
}

function definitionOf(label: string): AgentDefinition {
  if (label === WATCHER && feed !== null) return venueWatcher('kalshi', () => feed);
  const definition = allAgents(config).find((candidate) => agentLabel(candidate) === label);
  if (!definition) throw new Error(`no agent is called ${label}`);
  return definition;
}

const agents: AgentHandle[] = [];
for (const label of labels.split(',')) agents.push(await runAgent(definitionOf(label), services));

let sent = 0;
if (feed !== null) {
  feed.tellMarkets(systemClock.now());
  let seq = 1;
  for (let index = 0; index < markets; index++) feed.frame(quietKalshiSnapshot(index, seq++, bid), systemClock.now());
  let [perSecond, since, due, next] = [0, systemClock.monotonic(), 0, 0];
  process.on('message', (message: { readonly rate?: number }) => {
    if (message.rate === undefined) return;
    [perSecond, since, due] = [message.rate, systemClock.monotonic(), 0];
  });
  let sending = false;
  systemClock.every(BUNDLE_MS, () => void (sending ||= send()));
  // What is late is sent late, not left out: else a process that cannot keep up would look well.
  const send = (): boolean => {
    const until = ((systemClock.monotonic() - since) / 1_000) * perSecond;
    for (let turn = 0; turn < MOST_A_TURN && due < until; turn++, due++, sent++) {
      const round = Math.floor(next / markets);
      feed.frame(restlessKalshiDelta(next++ % markets, seq++, round % 2 === 0, moving), systemClock.now());
    }
    if (due < until) setImmediate(() => void (sending = send()));
    return due < until;
  };
}

/** How many prices a scanner that runs here took. */
const prices = () => Number(agents.find(({ name }) => name.startsWith(SCANNER))?.heartbeat().details['prices'] ?? 0);

let [cpu, from, taken] = [process.cpuUsage(), systemClock.monotonic(), prices()];
process.on('message', (message) => {
  if (message === 'reset') {
    [cpu, from, taken, sent] = [process.cpuUsage(), systemClock.monotonic(), prices(), 0];
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
    takenPerSecond: (prices() - taken) / seconds,
  });
});
// A bench that was interrupted leaves nothing behind.
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
