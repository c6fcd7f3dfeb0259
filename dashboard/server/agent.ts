import type { EffectiveKey } from '@pm-arbitrage/core/config/effective-keys.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { forgetAddress, tellAddress } from './address.js';
import { AuditWatch } from './audit/audit-watch.js';
import { Door } from './auth/door.js';
import { OwnOrigin } from './auth/own-origin.js';
import { BookCache } from './feed/book-cache.js';
import { HeartbeatBook } from './feed/heartbeat-book.js';
import { MarketCache } from './feed/market-cache.js';
import { refreshes } from './feed/refreshes.js';
import { Refresher } from './feed/refresher.js';
import { SwarmFeed } from './feed/swarm-feed.js';
import { actions } from './http/actions.js';
import { buildServer } from './http/build-server.js';
import { listen } from './http/listen.js';
import { attachLiveSocket } from './http/live-socket.js';
import { sessions } from './http/sessions.js';
import { views } from './http/views.js';
import { LiveHub } from './live/live-hub.js';
import { LiveTopics } from './live/live-topics.js';
import type { DashboardParts } from './parts.js';
import { TradingReader } from './readers/trading-reader.js';

/** What everybody sees, and from where it is stopped. @param keys the configuration in force, without secrets */
export const dashboard = (keys: readonly EffectiveKey[]): AgentDefinition => ({
  name: 'dashboard',
  reads: [
    'venue.{platform}.prices',
    'oracle.{type}.{symbol}',
    'matched.markets',
    'opportunities',
    'trade.rejected',
    'trade.results',
    'allocations',
    'system.heartbeats',
  ],
  writes: ['system.commands'],

  async setup(context) {
    const { clock, config, ids, log } = context;
    const { host, publicDemo, publicUrl, trustProxy } = config.dashboard;
    const markets = new MarketCache(context);
    const parts: DashboardParts = { ...context, markets, books: new BookCache(), beats: new HeartbeatBook() };
    const topics = new LiveTopics();
    const trading = new TradingReader(parts);
    const feed = new SwarmFeed(parts, topics, trading);
    const refresher = new Refresher(clock, refreshes(parts, topics, trading, feed), (error) =>
      log.warn({ error: messageOf(error) }, 'a view could not be read'),
    );
    const audit = new AuditWatch(context, {
      error: (error) => log.warn({ error: messageOf(error) }, 'the audit log could not be read'),
      broken: ({ entry, what, reason }) =>
        context.alert({
          tier: 'critical',
          kind: 'audit.broken',
          title: 'The audit log was tampered with, or damaged',
          body: `Entry ${entry} was ${what}: ${reason}. Look with: audit verify`,
        }),
    });
    const hub = new LiveHub({ clock, topics, life: ids.next(), onWatched: (watched) => refresher.watch(watched) });
    const origin = new OwnOrigin(publicUrl, host);
    const door = new Door(clock, config, origin.isHttps);
    const { server } = buildServer({
      clock,
      log,
      door,
      origin,
      publicDemo,
      trustProxy,
      handlers: {
        ...sessions(door, config),
        ...views(parts, { audit, feed, keys, trading }),
        ...actions(parts, (...changed) => refresher.mark(...changed)),
      },
    });
    const closeSockets = attachLiveSocket(server.server, { hub, door, origin, publicDemo });
    await refresher.readAll();
    await feed.start(context, refresher);
    audit.start();
    const url = await listen(server, config.dashboard, log);
    tellAddress(config.services.dataDir, publicUrl ?? url);
    log.info({ url: publicUrl ?? url }, 'dashboard');

    return {
      details: () => ({ ...hub.counts, url: publicUrl ?? url }),
      async stop() {
        forgetAddress(config.services.dataDir);
        hub.close();
        await closeSockets();
        await server.close();
        await audit.stop();
        await feed.stop();
        await refresher.stop();
      },
    };
  },
});
