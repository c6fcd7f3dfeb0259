import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeRecording } from './decode-recording.js';
import { replayFrames } from './recorded-frames.js';

const lines = (...frames: unknown[]) =>
  frames.map((frame) => (typeof frame === 'string' ? frame : JSON.stringify(frame))).join('\n');
const snapshot = (seq: number) => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq,
  msg: { market_ticker: 'A', yes_dollars_fp: [['0.4000', '10.00']], no_dollars_fp: [['0.5500', '2.50']] },
});
const delta = (seq: number, change: string) => ({
  type: 'orderbook_delta',
  sid: 1,
  seq,
  msg: { market_ticker: 'A', price_dollars: '0.4150', delta_fp: change, side: 'yes', ts_ms: 5 },
});

describe('decodeRecording', () => {
  let folder: string;
  const write = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recording-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('reads raw frames a line, packed too, and says where what is wrong stands', async () => {
    const file = write(
      'a.ndjson.gz',
      gzipSync(
        lines(snapshot(1), '', 'not json', delta(2, '1.00'), { type: 'surprise', sid: 1, seq: 3 }, delta(5, '-9.00')),
      ),
    );
    const decoded = await decodeRecording('kalshi', [file], { books: true });
    expect(decoded).toEqual({
      frames: 5,
      byType: { orderbook_snapshot: 1, orderbook_delta: 2, malformed: 1, surprise: 1 },
      unknown: [{ line: 5, type: 'surprise' }],
      invalid: [
        { line: 3, reason: 'the line is not JSON' },
        { line: 6, reason: expect.stringContaining('lost more at 4150') },
      ],
      gaps: 1,
      books: {
        A: {
          yesBids: [
            ['0.415', '1'],
            ['0.40', '10'],
          ],
          noBids: [['0.55', '2.5']],
        },
      },
    });
  });

  it('takes both recorder envelopes off and merges files by their stamp', async () => {
    const passive = (type: string, channel: string, ns: number, seq: number | null, payload: object) => ({
      channel,
      event_type: type,
      local_recv_ns: ns,
      sequence_number: seq,
      payload_json: payload,
    });
    const notes = write(
      'notes.ndjson',
      lines(passive('ws_connected', 'control', 1_000_000, null, { market_ticker: 'A' })),
    );
    const snapshots = write(
      'snapshots.ndjson',
      lines(passive('orderbook_snapshot', 'orderbook_delta', 2_000_000, 1, snapshot(1).msg)),
    );
    const deltas = write(
      'deltas.ndjson',
      lines(passive('orderbook_delta', 'orderbook_delta', 2_000_000, 2, delta(2, '1.00').msg)),
    );
    const decoded = await decodeRecording('kalshi', [deltas, snapshots, notes], { books: true });
    expect(decoded).toMatchObject({ frames: 2, gaps: 0, invalid: [], byType: { 'note:ws_connected': 1 } });
    expect(decoded.books['A']?.yesBids[0]).toEqual(['0.415', '1']);
    const enveloped = write(
      'gold.ndjson',
      lines({ recv_ms: 77, event: snapshot(1) }, { recv_ms: 78, event: delta(2, '1.00') }),
    );
    const replayed = [];
    for await (const frame of replayFrames([enveloped])) replayed.push(frame);
    expect(replayed).toEqual([
      { receivedAt: 77, frame: snapshot(1) },
      { receivedAt: 78, frame: delta(2, '1.00') },
    ]);
  });

  it('names the file where several were given', async () => {
    const good = write('good.ndjson', lines(snapshot(1)));
    const bad = write(
      'bad.ndjson',
      lines({ type: 'orderbook_delta', sid: 1, seq: 1, msg: { market_ticker: 'A', price: 40, delta: 1, side: 'yes' } }),
    );
    const decoded = await decodeRecording('kalshi', [good, bad]);
    expect(decoded.invalid).toEqual([{ file: bad, line: 1, reason: expect.stringContaining('old schema') }]);
    expect(decoded.books).toEqual({});
  });

  it('keeps Polymarket books by asset id', async () => {
    const book = {
      event_type: 'book',
      market: '0xc',
      asset_id: '71',
      timestamp: '1800000000000',
      bids: [{ price: '.4', size: '5' }],
      asks: [{ price: '0.6', size: '1.5' }],
    };
    const change = { asset_id: '71', side: 'SELL', price: '0.6', size: '0', hash: 'h', best_bid: '0.4', best_ask: '1' };
    const file = write(
      'p.ndjson',
      lines(
        [book],
        { event_type: 'price_change', market: '0xc', timestamp: '1800000000001', price_changes: [change] },
        'PONG',
      ),
    );
    const decoded = await decodeRecording('polymarket', [file], { books: true });
    expect(decoded.byType).toEqual({ book: 1, price_change: 1, pong: 1 });
    expect(decoded.books).toEqual({ '71': { yesBids: [['0.40', '5']], noBids: [] } });
  });

  it('says which file cannot be read', async () => {
    await expect(decodeRecording('kalshi', [join(folder, 'missing.ndjson')])).rejects.toThrow(
      /missing\.ndjson.*check the path/,
    );
    const damaged = write('damaged.gz', gzipSync(lines(snapshot(1), snapshot(2))).subarray(0, 40));
    await expect(decodeRecording('kalshi', [damaged])).rejects.toThrow(/damaged\.gz/);
  });
});
