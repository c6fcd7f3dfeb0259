import type { OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { LeftOut } from '@pm-arbitrage/core/oracles/fuse-ticks.js';
import type { OracleSource } from '@pm-arbitrage/core/ports/oracle-source.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

/**
 * A source of prices that said nothing for so long while it is connected is told of, ms. Other kinds speak when something
 * happens, and know by themselves when they should have.
 */
const SILENT_MS: Readonly<Partial<Record<OracleType, number>>> = { crypto: 15_000 };

/** A source that worked and has been in trouble for so long is told of, ms. */
const DOWN_MS = 120_000;
const FIRST_LOOK_MS = 5_000;
/** That none of them works is told after so long, ms: a first answer may take its time. */
const NOBODY_MS = 30_000;

/** Tells a person of sources that are silent, off, frozen or outvoted: each once until it is well again. */
export class SourceWatch {
  readonly #type: OracleType;
  readonly #context: Pick<AgentContext, 'alert' | 'clock' | 'log'>;
  /** Since when there has been something to watch, Unix ms. */
  #since: number;
  readonly #silent = new Set<string>();
  /** Sources in trouble, since when (Unix ms), and whether that was told. */
  readonly #troubled = new Map<string, { readonly since: number; told: boolean }>();
  readonly #worked = new Set<string>();
  #nobodyTold = false;
  /** Source and symbol that have no vote, by why. */
  readonly #voteless = new Map<string, string>();

  constructor(type: OracleType, context: Pick<AgentContext, 'alert' | 'clock' | 'log'>) {
    this.#type = type;
    this.#context = context;
    this.#since = context.clock.now();
  }

  /** Takes what fusing a quantity left out. */
  leftOut(symbol: string, left: readonly LeftOut[]): void {
    const now = new Map(left.map(({ source, why, detail }) => [`${source} ${symbol}`, { why, detail, source }]));
    for (const key of this.#voteless.keys())
      if (key.endsWith(` ${symbol}`) && !now.has(key)) this.#voteless.delete(key);
    for (const [key, { why, detail, source }] of now) {
      if (why === 'other-unit' || why === 'stale' || this.#voteless.get(key) === why) continue;
      this.#voteless.set(key, why);
      const title = why === 'lying' ? `${source} was outvoted on ${symbol}` : `${source} is frozen on ${symbol}`;
      this.#context.alert({
        tier: 'important',
        kind: `oracle.${why}`,
        title,
        body: detail,
        dedupeKey: `oracle:${key}`,
      });
    }
  }

  /** Looks at the health of all sources. @param symbols how many things are to be watched */
  look(sources: readonly OracleSource[], symbols: number): void {
    const now = this.#context.clock.now();
    if (symbols === 0) this.#since = now;
    // A first attempt takes its time.
    if (now - this.#since < FIRST_LOOK_MS) return;
    for (const source of sources) {
      const { trouble, connected, lastTickAt } = source.health();
      if (trouble !== null) this.#inTrouble(source.name, trouble, now);
      else {
        this.#troubled.delete(source.name);
        if (connected) this.#worked.add(source.name);
        this.#listen(source.name, now - Math.max(this.#since, lastTickAt ?? 0));
      }
    }
    this.#anybody(sources, now);
  }

  /** A source that never worked, without its key say, is written down; one that did and stopped is told of. */
  #inTrouble(source: string, trouble: string, now: number): void {
    const known = this.#troubled.get(source);
    if (known === undefined) {
      this.#troubled.set(source, { since: now, told: false });
      this.#context.log.warn({ source, trouble }, 'oracle source is off');
    } else if (!known.told && this.#worked.has(source) && now - known.since >= DOWN_MS) {
      known.told = true;
      const title = `${source} has not worked for ${Math.round((now - known.since) / 1_000)} s`;
      this.#alert('down', source, title, trouble);
    }
  }

  #listen(source: string, quietMs: number): void {
    if (quietMs < (SILENT_MS[this.#type] ?? Infinity)) this.#silent.delete(source);
    else if (!this.#silent.has(source)) {
      this.#silent.add(source);
      this.#alert('stale', source, `${source} has said nothing for ${Math.round(quietMs / 1_000)} s`);
    }
  }

  /** An oracle none of whose sources works is as good as not there, and somebody wanted it. */
  #anybody(sources: readonly OracleSource[], now: number): void {
    const nobody = sources.every(({ name }) => now - (this.#troubled.get(name)?.since ?? now) >= NOBODY_MS);
    if (nobody && !this.#nobodyTold) {
      const why = sources.map((source) => `${source.name}: ${source.health().trouble}`);
      this.#alert('nobody', this.#type, `no source of ${this.#type} works`, why.join('; '));
    }
    this.#nobodyTold = nobody;
  }

  #alert(what: 'down' | 'stale' | 'nobody', about: string, title: string, body = ''): void {
    const kind = `oracle.${what}` as const;
    this.#context.alert({ tier: 'important', kind, title, body, dedupeKey: `${kind}:${about}` });
  }

  /** Small facts for heartbeat and status. */
  details(sources: readonly OracleSource[]): Record<string, string | number | boolean> {
    const facts: Record<string, string | number | boolean> = { voteless: this.#voteless.size };
    for (const source of sources) {
      const { connected, ticks, refused, reconnects, lastTickAt, trouble } = source.health();
      facts[source.name] = trouble ?? (connected ? 'connected' : 'disconnected');
      facts[`${source.name}:ticks`] = ticks;
      facts[`${source.name}:refused`] = refused;
      facts[`${source.name}:reconnects`] = reconnects;
      if (lastTickAt !== null) facts[`${source.name}:at`] = lastTickAt;
    }
    return facts;
  }
}
