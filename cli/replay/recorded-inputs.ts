import { marketSchema } from '@pm-arbitrage/core/domain/market.js';
import { FUSED, oracleTickSchema, type OracleType } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { parsedEnvelope } from '@pm-arbitrage/core/recording/parsed-envelope.js';
import type { SourcedEntry } from './recorded-entries.js';
import type { RecordedFeed } from './recorded-feed.js';
import type { RecordedOracle } from './recorded-oracle.js';
import type { ReplayInput } from './replay-input.js';

/** Where recorded input goes. */
export interface RecordedWorld {
  readonly feeds: Readonly<Record<Platform, RecordedFeed>>;
  readonly oracles: ReadonlyMap<OracleType, RecordedOracle>;
}

/** What was counted on the way. */
export interface InputTally {
  frames: number;
  markets: number;
  ticks: number;
  /** Recorded input that is none of its kind: left out. */
  refused: number;
}

/**
 * What came from outside, out of everything that was recorded: frames of both venues, what they listed, what sources said.
 * What agents said to each other is left out, because they say it again.
 */
export async function* recordedInputs(
  entries: AsyncIterable<SourcedEntry>,
  world: RecordedWorld,
  tally: InputTally,
): AsyncGenerator<ReplayInput> {
  for await (const entry of entries) {
    const give = inputOf(entry, world, tally);
    if (give !== null) yield { at: entry.at, give };
  }
}

function inputOf({ source, kind, label, text, at }: SourcedEntry, world: RecordedWorld, tally: InputTally) {
  if (source === 'venue.kalshi' || source === 'venue.polymarket') {
    const feed = world.feeds[source === 'venue.kalshi' ? 'kalshi' : 'polymarket'];
    if (kind === 'frame') {
      tally.frames++;
      return () => feed.frame(text, at);
    }
    if (kind === 'answer') return () => feed.answer(text, at);
    // What was dropped may have been a change of any book.
    return /^(lost|dropped)/.test(text) ? () => feed.interrupted() : null;
  }
  if (kind !== 'message') return null;
  const listed = /^venue\.(kalshi|polymarket)\.markets$/.exec(label)?.[1];
  if (source === 'bus' && listed !== undefined) {
    const market = marketSchema.safeParse(parsedEnvelope(text)?.payload);
    if (!market.success) return refuse(tally);
    tally.markets++;
    return () => world.feeds[listed as Platform].market(market.data);
  }
  if (!source.startsWith('oracle.')) return null;
  const tick = oracleTickSchema.safeParse(parsedEnvelope(text)?.payload);
  if (!tick.success) return refuse(tally);
  if (tick.data.source === FUSED) return null;
  tally.ticks++;
  return () => world.oracles.get(tick.data.type)?.tick(tick.data);
}

function refuse(tally: InputTally): null {
  tally.refused++;
  return null;
}
