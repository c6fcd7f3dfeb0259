import { createWriteStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { shiftDays } from './shift-days.js';

const gold = fileURLToPath(new URL('../../../../../shared/data/kalshi/ws-gold15m-2026-08/', import.meta.url));
/** The recording spans a week. */
const DAYS_A_ROUND = 7;

/** Null when the recordings are here, else why this bench cannot run. */
export const recordingMissing = existsSync(gold) ? null : 'the recordings of ../shared/data are not here';

export interface StretchedRecording {
  readonly files: readonly string[];
  readonly listings: readonly string[];
  readonly bytes: number;
  readonly lines: number;
  remove(): void;
}

/** Nine recorded quarters of an hour of gold, one after the other, again and again a week later. */
export async function stretchedRecording(rounds: number): Promise<StretchedRecording> {
  const folder = mkdtempSync(join(tmpdir(), 'pm-stretched-'));
  const recorded = readdirSync(gold).filter((name) => name.endsWith('.gz'));
  const files: string[] = [];
  const listings: string[] = [];
  let bytes = 0;
  let lines = 0;
  for (let round = 0; round < rounds; round++) {
    const days = round * DAYS_A_ROUND;
    for (const name of recorded) {
      const text = shiftDays(gunzipSync(readFileSync(join(gold, name))).toString('utf8'), days);
      const file = join(folder, `${round}-${name.replace('.gz', '')}`);
      const out = createWriteStream(file);
      out.end(text);
      await finished(out);
      files.push(file);
      bytes += Buffer.byteLength(text);
      lines += text.split('\n').length - 1;

      const listing = `${name.slice(0, name.lastIndexOf('-'))}.json`;
      const place = join(folder, `${round}-${listing}`);
      writeFileSync(place, shiftDays(readFileSync(join(gold, 'metadata', listing), 'utf8'), days));
      listings.push(place);
    }
  }
  return { files, listings, bytes, lines, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
