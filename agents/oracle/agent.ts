import { channels } from '@pm-arbitrage/core/bus/channels.js';
import { watchedSymbols } from '@pm-arbitrage/core/config/watched-symbols.js';
import type { OracleTick, OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { MarketDirectory } from '@pm-arbitrage/core/markets/market-directory.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext, AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { counterOf } from '@pm-arbitrage/core/metrics/meters.js';
import { metrics as told } from '@pm-arbitrage/core/metrics/metrics.js';
import { Fuser, fusionRules } from './fuser.js';
import { LastingFacts } from './lasting-facts.js';
import { NeededSymbols, type NeedsOf } from './needed-symbols.js';
import { openRawSpool } from '../recorder/open-raw-spool.js';
import type { OracleContext } from './source-settings.js';
import { SourceGauges } from './source-gauges.js';
import { SourceWatch } from './source-watch.js';

const CHECK_MS = 1_000;

/** Tells what the world says of one kind of thing: every source on its own, and all of them together. */
export function oracleAgent(
  type: OracleType,
  { open, needsOf }: { readonly open: (context: AgentContext) => readonly OracleSource[]; readonly needsOf: NeedsOf },
): AgentDefinition {
  return {
    name: 'oracle',
    variant: type,
    reads: ['venue.{platform}.markets'],
    writes: ['oracle.{type}.{symbol}'],
    // Reference prices come over the stream of Kalshi, which asks for its key.
    credentials: type === 'crypto' ? ['kalshi'] : [],

    async setup(context) {
      const { bus, clock, database, log, metrics, name } = context;
      const raw = openRawSpool(context, `oracle.${type}`);
      const given: OracleContext = raw === null ? context : { ...context, raw: raw.tap };
      const sources = open(given);
      const fuser = new Fuser(fusionRules[type]);
      const needed = new NeededSymbols(type, watchedSymbols(context.config.oracles, type), needsOf);
      const watch = new SourceWatch(type, context);
      const lasting = new LastingFacts(clock.now());
      const refusals = counterOf(metrics, told.oracleRefused);
      const gauges = new SourceGauges(metrics, type);
      const say = (tick: OracleTick) =>
        bus.publish(channels.oracle(type, tick.symbol), tick, { eventTime: tick.eventTime });
      const publish = (tick: OracleTick) => {
        lasting.take(tick);
        raw?.message(channels.oracle(type, tick.symbol), tick, tick.eventTime);
        say(tick);
      };
      const sink = {
        tick(tick: OracleTick) {
          publish(tick);
          const fused = fuser.take(tick, clock.now());
          if (fused === null) return;
          if (fused.tick !== null) publish(fused.tick);
          watch.leftOut(tick.symbol, fused.leftOut);
        },
        refused({ kind, message }: { readonly kind: string; readonly message: string }) {
          refusals.inc({ type, kind });
          log.debug({ kind, message }, 'input refused');
        },
      };

      for (const market of (await MarketDirectory.load(database, clock.now())).all()) needed.take(market);
      const tell = () => {
        const symbols = needed.changed();
        if (symbols !== null) for (const source of sources) source.watch(symbols);
      };
      const consume = { group: name, consumer: name };
      const subscriptions = await Promise.all(
        platforms.map((platform) =>
          bus.consume(channels.markets(platform), consume, async (market) => needed.take(market)),
        ),
      );
      // Started with nothing to watch, none of them waits for an answer: the swarm is not held up by a slow service.
      for (const source of sources) await source.start(sink);
      tell();
      const cancel = clock.every(CHECK_MS, () => {
        tell();
        watch.look(sources, needed.size);
      });

      return {
        details: () => ({ symbols: needed.size, ...watch.details(sources), ...raw?.details() }),
        measure: () => gauges.show(sources),
        async stop() {
          cancel();
          for (const subscription of subscriptions) await subscription.close();
          for (const source of sources) await source.stop();
          await raw?.close();
        },
      };
    },
  };
}
