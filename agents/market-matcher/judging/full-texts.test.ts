import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { hasSharedData, sharedPath } from '@pm-arbitrage/adapters/testing/shared-data.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { describe, expect, it } from 'vitest';
import { readListings } from '../offline/read-listings.js';
import { readPairs } from '../offline/read-pairs.js';
import { judgePair } from './judge-questions.js';

/** Labels by id; the side that is not recorded is written in its venue's wording, since no recording holds both venues. */
const FOLDER = fileURLToPath(new URL('../offline/testing/full-texts/', import.meta.url));
const RECORDED: Readonly<Record<Platform, readonly string[]>> = {
  kalshi: [
    'kalshi/mlb-rules-2026-06/kalshi_mlb_game_series_live_current_20260620T230203Z.json.gz',
    'kalshi/mlb-rules-2026-06/kalshi_scored_2026-06-16.json.gz',
    'pairs/benchmark-with-rules/kalshi_events.json',
  ],
  polymarket: [
    'polymarket/nba-events-both-venues/poly_nba.json.gz',
    'polymarket/fed-june-event/gamma-event.json',
    'polymarket/nautilus-crate/gamma_event.json',
    'polymarket/nautilus-crate/gamma_market_sports_market_money_line.json',
    'polymarket/nautilus-crate/gamma_market_sports_market_map_handicap.json',
    'pairs/benchmark-with-rules/polymarket_events.json',
  ],
};

function listed(platform: Platform) {
  const files = [`${FOLDER}${platform}.jsonl`, ...RECORDED[platform].map(sharedPath)];
  const listings = files.flatMap((file) => {
    const bytes = readFileSync(file);
    return readListings((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), platform).listings;
  });
  return new Map(listings.map((listing) => [listing.id, listing]));
}

describe.skipIf(!hasSharedData)('on full rule texts of both venues', () => {
  it('accepts nothing that differs, and nearly all that is the same', () => {
    const text = readFileSync(`${FOLDER}pairs.jsonl`, 'utf8');
    const { pairs, leftOut } = readPairs(text, { kalshi: listed('kalshi'), polymarket: listed('polymarket') });
    expect(leftOut).toEqual([]);
    const judged = pairs.map(({ kalshi, polymarket, label, why }) => ({
      ...judgePair(kalshi, polymarket),
      label,
      about: `${kalshi.title} | ${polymarket.title}: ${why}`,
    }));
    const wanted = judged.filter(({ label }) => label !== 'different').length;
    expect(wanted).toBeGreaterThan(190);
    expect(judged.length - wanted).toBeGreaterThan(280);
    const accepted = judged.filter(({ decision }) => decision === 'accept');
    expect(accepted.filter(({ label, polarity }) => label !== polarity)).toEqual([]);
    expect(accepted.length / wanted).toBeGreaterThanOrEqual(0.83);
    const kept = judged.filter(({ decision, label, polarity }) => decision !== 'refuse' && label === polarity);
    expect(kept.length / wanted).toBeGreaterThanOrEqual(0.93);
    const asked = judged.filter(({ decision, label }) => decision === 'review' && label === 'different');
    expect(asked.length / judged.length).toBeLessThan(0.02);
  });
});
