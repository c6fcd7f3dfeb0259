import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordingSink } from '../../testing/recording-sink.js';
import { decodeKalshiFrame } from './decode-frame.js';
import { DeltaScanner } from './delta-scanner.js';
import { KalshiBooks } from './kalshi-books.js';

const delta = (changes: object = {}, frame: object = {}) => ({
  type: 'orderbook_delta',
  sid: 7,
  seq: 2,
  msg: {
    market_ticker: 'MKT-A',
    market_id: 'm',
    price_dollars: '0.5600',
    delta_fp: '-54.00',
    side: 'no',
    ts: '2026-11-21T12:00:00.1Z',
    ts_ms: 1_795_262_400_100,
    ...changes,
  },
  ...frame,
});

describe('decodeKalshiFrame', () => {
  it('reads a delta in the leg it was sent in', () => {
    expect(decodeKalshiFrame(delta())).toEqual({
      kind: 'delta',
      sid: 7,
      seq: 2,
      ticker: 'MKT-A',
      side: 'no',
      price: 5600,
      change: -54_000_000,
      venueTime: 1_795_262_400_100,
    });
  });

  it.each([
    ['a price outside the dollar', delta({ price_dollars: '1.0000' })],
    ['a price as number', delta({ price_dollars: 0.56 })],
    ['a price that is finer than any tick', delta({ price_dollars: '0.56001' })],
    ['no side', delta({ side: 'bid' })],
    ['no ticker', delta({ market_ticker: '' })],
    ['no change', delta({ delta_fp: undefined })],
    ['an exponent', delta({ delta_fp: '1e3' })],
    ['no seq', delta({}, { seq: undefined })],
    ['no sid', delta({}, { sid: '7' })],
    ['no msg', delta({}, { msg: null })],
    ['no type', { sid: 1 }],
    ['no object', [1]],
    ['no JSON', '{"type":'],
    [
      'a level with a wrong quantity',
      {
        type: 'orderbook_snapshot',
        sid: 1,
        seq: 1,
        msg: { market_ticker: 'A', yes_dollars_fp: [['0.10', '-1']] },
      },
    ],
    [
      'a trade without taker',
      {
        type: 'trade',
        sid: 1,
        msg: { market_ticker: 'A', trade_id: 't', yes_price_dollars: '0.36', count_fp: '1.00' },
      },
    ],
  ])('refuses %s with a reason', (_what, frame) => {
    const refused = decodeKalshiFrame(frame);
    expect(refused).toMatchObject({ kind: 'invalid', reason: expect.any(String) });
  });

  it.each([
    [
      'delta',
      {
        type: 'orderbook_delta',
        sid: 1,
        seq: 1,
        msg: { market_ticker: 'A', price: 56, delta: -54, side: 'yes' },
      },
    ],
    [
      'snapshot',
      {
        type: 'orderbook_snapshot',
        sid: 1,
        seq: 1,
        msg: { market_ticker: 'A', yes: [[8, 300]], no: [[54, 20]] },
      },
    ],
    [
      'trade',
      {
        type: 'trade',
        sid: 1,
        msg: {
          market_ticker: 'A',
          yes_price: 36,
          no_price: 64,
          count: 136,
          taker_side: 'no',
          ts: 1,
        },
      },
    ],
    ['ticker', { type: 'ticker', sid: 1, msg: { market_ticker: 'A', yes_bid: 45, yes_ask: 53 } }],
  ])('refuses a %s in cents as the old schema', (_what, frame) => {
    expect(decodeKalshiFrame(frame)).toMatchObject({
      kind: 'old-schema',
      reason: expect.stringContaining('retired'),
    });
  });

  it('recognises every documented type, and no other', () => {
    const types = [
      'fill',
      'user_order',
      'market_position',
      'order_group_updates',
      'cfbenchmarks_value',
      'pyth_value',
      'rfq_created',
      'quote_executed',
    ];
    for (const type of types)
      expect(decodeKalshiFrame({ type, sid: 1, seq: 4, msg: {} })).toEqual({
        kind: 'recognised',
        type,
        sid: 1,
        seq: 4,
      });
    expect(decodeKalshiFrame({ type: 'ticker_v2', sid: 1 })).toEqual({
      kind: 'unknown',
      type: 'ticker_v2',
      sid: 1,
      seq: null,
    });
    expect(decodeKalshiFrame({ id: 9, type: 'error', msg: { code: 8, msg: 'Unknown channel name' } })).toMatchObject({
      kind: 'error',
      code: 8,
    });
    expect(decodeKalshiFrame({ id: 8, type: 'ok', msg: [] })).toMatchObject({ kind: 'ok' });
    expect(decodeKalshiFrame({ type: 'event_fee_update', sid: 5, seq: 9, msg: { event_ticker: 'EVT' } })).toMatchObject(
      { kind: 'event', eventTicker: 'EVT' },
    );
  });

  it('takes absent sides of a snapshot as empty and unknown fields as they come', () => {
    expect(
      decodeKalshiFrame({
        type: 'orderbook_snapshot',
        sid: 7,
        seq: 1,
        msg: { market_ticker: 'A', new_field: {} },
      }),
    ).toMatchObject({ yes: [], no: [] });
  });
});

describe('DeltaScanner', () => {
  const scan = (text: string) => {
    const scanner = new DeltaScanner();
    if (!scanner.scan(text)) return null;
    const { sid, seq, ticker, side, price, change, venueTime } = scanner;
    return { kind: 'delta', sid, seq, ticker, side, price, change, venueTime };
  };

  it('agrees with the general decoder or leaves the frame to it', () => {
    expect(scan(JSON.stringify(delta()))).toEqual(decodeKalshiFrame(delta()));
    const wild = fc.oneof(
      fc.string(),
      fc.constantFrom('0.5600', '1.00', '-54.00', '0', '"', '\\', 'yes', 'no'),
      fc.integer(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(
        fc.record({
          market_ticker: wild,
          price_dollars: wild,
          delta_fp: wild,
          side: wild,
          ts: wild,
          ts_ms: wild,
        }),
        fc.oneof(fc.integer(), wild),
        (changes, seq) => {
          const frame = delta(changes, { seq });
          const text = JSON.stringify(frame);
          const scanned = scan(text);
          if (scanned !== null) expect(scanned).toEqual(decodeKalshiFrame(text));
        },
      ),
    );
    fc.assert(
      fc.property(fc.nat(), fc.string(), (at, noise) => {
        const text = JSON.stringify(delta());
        const damaged = text.slice(0, at % text.length) + noise + text.slice((at + 1) % text.length);
        const scanned = scan(damaged);
        if (scanned !== null) expect(scanned).toEqual(decodeKalshiFrame(damaged));
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves a delta of our own order, which has more fields, to the general decoder', () => {
    expect(scan(JSON.stringify(delta({ client_order_id: 'x', subaccount: 0 })))).toBeNull();
  });
});

describe('KalshiBooks', () => {
  const snapshot = (ticker: string, seq: number, changes: object = {}) => ({
    type: 'orderbook_snapshot',
    sid: 7,
    seq,
    msg: {
      market_ticker: ticker,
      yes_dollars_fp: [['0.4000', '10.00']],
      no_dollars_fp: [['0.5600', '146.00']],
      ...changes,
    },
  });

  it('mirrors the NO side, applies deltas, prints trades in YES terms', () => {
    const sink = new RecordingSink();
    const books = new KalshiBooks(sink, new SimulatedClock(0));
    books.frame(snapshot('MKT-A', 1), 5);
    books.frame(delta(), 6);
    expect(sink.last).toMatchObject({
      bids: [[4000, 10e6]],
      asks: [[4400, 92e6]],
      receivedAt: 6,
      sequence: 2,
    });
    books.frame(
      {
        type: 'trade',
        sid: 10,
        seq: 2,
        msg: {
          trade_id: 't',
          market_ticker: 'MKT-A',
          yes_price_dollars: '0.3600',
          count_fp: '136.00',
          taker_outcome_side: 'no',
          ts_ms: 9,
        },
      },
      10,
    );
    expect(sink.prints).toEqual([
      {
        market: 'kalshi:MKT-A',
        tradeId: 't',
        price: 3600,
        quantity: 136e6,
        taker: 'sell',
        venueTime: 9,
        receivedAt: 10,
      },
    ]);
  });

  it('counts every numbered frame of a sid: acknowledgements and unknown types are no gaps', () => {
    const lost: unknown[] = [];
    const books = new KalshiBooks(new RecordingSink(), new SimulatedClock(0), {
      needsSnapshots: (...args) => lost.push(args),
    });
    books.frame(snapshot('MKT-A', 1), 0);
    books.frame({ id: 4, sid: 7, seq: 2, type: 'ok', msg: {} }, 0);
    books.frame({ type: 'surprise', sid: 7, seq: 3 }, 0);
    books.frame(snapshot('MKT-B', 4), 0);
    expect(lost).toEqual([]);
    books.frame(delta({}, { seq: 6 }), 0);
    expect(lost).toEqual([[7, ['MKT-A', 'MKT-B'], 'gap']]);
    expect(books.count()).toEqual({ books: 2, broken: 2 });
  });

  it('applies what it held while a snapshot was late, and drops what the snapshot holds', () => {
    const sink = new RecordingSink();
    const books = new KalshiBooks(sink, new SimulatedClock(0));
    books.frame(snapshot('MKT-A', 1), 0);
    books.frame(delta({}, { seq: 3 }), 0);
    books.frame(delta({ delta_fp: '1.00' }, { seq: 4 }), 0);
    books.frame(delta({ delta_fp: '2.00' }, { seq: 5 }), 0);
    books.frame({ ...snapshot('MKT-A', 4), id: 12 }, 0);
    expect(sink.last).toMatchObject({ status: 'live', epoch: 2, asks: [[4400, 148e6]] });
  });

  it('breaks one book on a delta that cannot be, and asks for it alone', () => {
    const lost: unknown[] = [];
    const sink = new RecordingSink();
    const books = new KalshiBooks(sink, new SimulatedClock(0), {
      needsSnapshots: (...args) => lost.push(args),
    });
    books.frame(snapshot('MKT-A', 1), 0);
    books.frame(snapshot('MKT-B', 2), 0);
    books.frame(delta({ delta_fp: '-147.00' }, { seq: 3 }), 0);
    expect(lost).toEqual([[7, ['MKT-A'], 'corrupt']]);
    books.frame(delta({ market_ticker: 'MKT-B', price_dollars: 'x' }, { seq: 4 }), 0);
    expect(lost[1]).toEqual([7, ['MKT-B'], 'corrupt']);
    expect(sink.refusals.map(({ kind }) => kind)).toEqual(['corrupt', 'malformed']);
  });

  it('asks again for a book that stays crossed', () => {
    const lost: unknown[] = [];
    const clock = new SimulatedClock(0);
    const books = new KalshiBooks(new RecordingSink(), clock, {
      needsSnapshots: (...args) => lost.push(args),
    });
    books.frame(snapshot('MKT-A', 1), 0);
    books.frame(delta({ side: 'yes', price_dollars: '0.4500', delta_fp: '1.00' }), 0);
    clock.advanceBy(1_999);
    expect(lost).toEqual([]);
    clock.advanceBy(1);
    expect(lost).toEqual([[7, ['MKT-A'], 'crossed']]);
  });

  it('takes a book frame without a readable market for a loss in all of its subscription', () => {
    const lost: unknown[] = [];
    const books = new KalshiBooks(new RecordingSink(), new SimulatedClock(0), {
      needsSnapshots: (...args) => lost.push(args),
    });
    books.frame(snapshot('MKT-A', 1), 0);
    books.frame(delta({ market_ticker: undefined }), 0);
    expect(lost).toEqual([[7, ['MKT-A'], 'gap']]);
  });

  it('does not revive a market that was dropped', () => {
    const sink = new RecordingSink();
    const followed = new Set(['MKT-A']);
    const books = new KalshiBooks(sink, new SimulatedClock(0), { follows: (ticker) => followed.has(ticker) });
    books.frame(snapshot('MKT-A', 1), 0);
    followed.clear();
    books.drop('MKT-A');
    expect(sink.last?.status).toBe('broken');
    books.frame(delta(), 0);
    books.frame(snapshot('MKT-A', 3), 0);
    expect(books.count()).toEqual({ books: 0, broken: 0 });
    expect(sink.prices).toHaveLength(2);
  });

  it('starts new sequences after the connection was lost', () => {
    const sink = new RecordingSink();
    const books = new KalshiBooks(sink, new SimulatedClock(0));
    books.frame(snapshot('MKT-A', 50), 0);
    books.connectionLost();
    books.frame(snapshot('MKT-A', 1), 0);
    expect(sink.refusals).toEqual([]);
    expect(sink.prices.map(({ status, epoch }) => [status, epoch])).toEqual([
      ['live', 1],
      ['broken', 2],
      ['live', 2],
    ]);
  });
});
