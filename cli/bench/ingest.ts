import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runIngestBench } from '@pm-arbitrage/adapters/bench/ingest.js';
import { Scanner } from '@pm-arbitrage/agents/opportunity-scanner/scanner.js';
import { scannerDefaults } from '@pm-arbitrage/agents/opportunity-scanner/scanner-config.js';
import { randomIds } from '@pm-arbitrage/core/random/ids.js';
import { readKalshiListing } from '../replay/read-listing.js';

const recordings = new URL('../../../../shared/data/kalshi/ws-gold15m-2026-08/', import.meta.url);

/** Null when the recordings are here, else why this bench cannot run. */
export const ingestMissing = existsSync(recordings) ? null : 'the recordings of ../shared/data are not here';

/**
 * The whole way from the wire to the cover check: decode, validation, sequence check, book, price update, and the
 * scanner's evaluation of every cover the update touches, against bare `JSON.parse` of the same frames in the same run.
 */
export async function runIngestWithCovers() {
  const scanner = new Scanner(scannerDefaults, randomIds);
  const metadata = fileURLToPath(new URL('metadata/', recordings));
  const moments = readKalshiListing(
    readdirSync(metadata).map((name) => `${metadata}${name}`),
    1,
  );
  const opened = moments.filter(({ market }) => market.status === 'open');
  for (const { at, market } of opened) scanner.market(market, at);
  const bench = await runIngestBench((update) => {
    scanner.price(update, update.receivedAt);
  });
  return { ...bench, covers: scanner.coverCount, considered: scanner.counts.considered };
}

/** The processor and Node of this run, for the table's heading. */
export function machine(): string {
  const model = /model name\s*: (.*)/.exec(
    existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '',
  )?.[1];
  return `Node ${process.versions.node}, ${model ?? process.arch}`;
}
