import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ParquetFile } from '@pm-arbitrage/core/parquet/parquet-file.js';
import { afterAll, describe, expect, it } from 'vitest';
import { detectData } from './detect-data.js';

const folder = mkdtempSync(join(tmpdir(), 'pm-arbitrage-detect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
  return path;
}

const frame = { type: 'orderbook_delta', sid: 1, seq: 2, msg: { market_ticker: 'K' } };
const event = JSON.stringify({ response: { event: { event_ticker: 'E' }, markets: [] } }, null, 1);
const kinds = async (...paths: string[]) => (await detectData(paths)).files.map(({ kind }) => kind);

describe('what data is', () => {
  it('is told by content, not by name', async () => {
    const paths = [
      file('a/one', `${JSON.stringify({ recv_ms: 1, event: frame })}\n{`),
      file('a/two.gz', `${JSON.stringify(frame)}\n`),
      file('a/three', `${JSON.stringify({ event_type: 'ticker', local_recv_ns: 1, payload_json: {} })}\n`),
      file('a/four.txt', event),
      file('a/five.gz', `1723161254087891268 ${JSON.stringify({ stream: 'btcusdt@trade', data: {} })}\n`),
    ];
    expect(await kinds(...paths)).toEqual([
      'kalshi-frames',
      'kalshi-frames',
      'kalshi-frames',
      'kalshi-event',
      'binance-frames',
    ]);
    const stamped = (await detectData(paths)).files.map((one) => one.kind === 'kalshi-frames' && one.stamped);
    expect(stamped).toEqual([false, false, true, false, false]);
  });

  it('of a folder are all of its files, those below too, and what is none of them is counted', async () => {
    file('b/frames', JSON.stringify(frame));
    file('b/metadata/event.json', event);
    file('b/README.md', '# not data');
    file('b/checkpoints', JSON.stringify({ event_type: 'book_checkpoint', local_recv_ns: 1, payload_json: {} }));
    const { files, passed } = await detectData([join(folder, 'b')]);
    expect(files.map(({ kind }) => kind)).toEqual(['kalshi-frames', 'kalshi-event']);
    expect(passed).toHaveLength(2);
  });

  it.each([
    ['text', 'hello', /no JSON/],
    ['empty', '', /an empty file/],
    ['other lines', '{"price":1}', /JSON lines with the fields price/],
    ['other stamps', '1723161254087891268 {"price":1}', /not of Binance/],
  ])('that is %s is named for what it was found to be, and what would do is said', async (name, text, found) => {
    const path = file(`c/${name}`, text);
    await expect(detectData([path])).rejects.toThrow(found);
    await expect(detectData([path])).rejects.toThrow(/Give a folder of the recorder/);
  });

  it('that is not there, or a Parquet file of something else, is refused', async () => {
    await expect(detectData([join(folder, 'nothing')])).rejects.toThrow(/cannot be read/);
    const path = join(folder, 'other.parquet');
    const parquet = await ParquetFile.create(path, [{ name: 'at', type: 'time', nullable: false }]);
    await parquet.publish();
    await expect(detectData([path])).rejects.toThrow(/without prices of pairs/);
  });
});
