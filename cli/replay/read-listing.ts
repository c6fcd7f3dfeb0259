import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isRefusal, mapKalshiMarket } from '@pm-arbitrage/adapters/venues/kalshi/map-market.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { z } from 'zod';
import { type MarketMoment, marketMoments } from './recorded-market.js';

/** Thrown when a listing for a replay cannot be used; says which file and why. */
export class ListingError extends CodedError {}

const eventSchema = z.looseObject({
  event_ticker: z.string(),
  series_ticker: z.string().default(''),
  title: z.string().default(''),
  category: z.string().default(''),
  mutually_exclusive: z.boolean().default(false),
  exchange_index: z.int().default(0),
});
const listingSchema = z.union([
  z
    .object({ response: z.object({ event: eventSchema, markets: z.array(z.looseObject({})) }) })
    .transform(({ response }) => response),
  z.object({ event: eventSchema, markets: z.array(z.looseObject({})) }),
]);

/**
 * Markets of `GET /events/{ticker}` answers, as recorded. They do not name the series' fee multiplier, so that is given.
 * @param multiplier the series' `fee_multiplier`
 * @throws ListingError
 */
export function readKalshiListing(files: readonly string[], multiplier: number): readonly MarketMoment[] {
  return files.flatMap((file) => {
    const { event, markets } = parse(file);
    const fees = [
      {
        from: 0,
        model: { kind: 'kalshi' as const, multiplierPpm: Math.round(multiplier * 1e6), maker: 'none' as const },
      },
    ];
    return markets.flatMap((raw) => {
      const settledAt = typeof raw['settlement_ts'] === 'string' ? Date.parse(raw['settlement_ts']) : Number.NaN;
      const market = mapKalshiMarket(raw, {
        now: 0,
        fees,
        event: {
          ticker: event.event_ticker,
          series: event.series_ticker,
          title: event.title,
          category: event.category,
          sources: [],
          exclusive: event.mutually_exclusive,
          exchangeIndex: event.exchange_index,
          size: markets.length,
        },
      });
      if (isRefusal(market)) throw new ListingError('replay.listing', `${file}: ${market.reason}`);
      return marketMoments(market, Number.isNaN(settledAt) ? null : settledAt);
    });
  });
}

function parse(file: string): z.infer<typeof listingSchema> {
  try {
    const bytes = readFileSync(file);
    return listingSchema.parse(JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')));
  } catch (cause) {
    throw new ListingError(
      'replay.listing',
      `${file} is no recorded Kalshi event with markets: ${messageOf(cause)}`,
      { file },
      { cause },
    );
  }
}
