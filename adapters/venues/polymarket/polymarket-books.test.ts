import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { RecordingSink } from '../../testing/recording-sink.js';
import { decodePolymarketFrame } from './decode-frame.js';
import { PolymarketBooks } from './polymarket-books.js';

const pair = { conditionId: '0xc', yesToken: '71', noToken: '52' };
const book = (token: string, time: number, bids: [string, string][], asks: [string, string][]) => ({
  event_type: 'book',
  market: '0xc',
  asset_id: token,
  timestamp: String(time),
  bids: bids.map(([price, size]) => ({ price, size })),
  asks: asks.map(([price, size]) => ({ price, size })),
});
const change = (token: string, side: string, price: string, size: string, bestBid = '', bestAsk = '') => ({
  asset_id: token,
  side,
  price,
  size,
  hash: 'h',
  best_bid: bestBid,
  best_ask: bestAsk,
});
const priceChange = (time: number, ...changes: object[]) => ({
  event_type: 'price_change',
  market: '0xc',
  timestamp: String(time),
  price_changes: changes,
});

describe('PolymarketBooks', () => {
  let clock: SimulatedClock;
  let sink: RecordingSink;
  let wanted: unknown[];
  let books: PolymarketBooks;

  beforeEach(() => {
    clock = new SimulatedClock(1_000_000_000_000);
    sink = new RecordingSink();
    wanted = [];
    books = new PolymarketBooks(sink, clock, { needsSnapshot: (...args) => wanted.push(args) });
    books.track(pair);
  });

  const T = 1_800_000_000_000;
  const dump = [
    book(
      '71',
      T,
      [
        ['0.39', '10'],
        ['0.4', '5'],
      ],
      [
        ['0.6', '1'],
        ['0.42', '7'],
      ],
    ),
    book('52', T, [['0.58', '7']], [['0.6', '5']]),
  ];

  it('takes the dump of both tokens as one book in YES terms, whatever the order of its levels', () => {
    books.frame(dump, 1);
    expect(sink.prices).toHaveLength(1);
    expect(sink.last).toMatchObject({
      market: 'polymarket:0xc',
      bids: [
        [4000, 5e6],
        [3900, 10e6],
      ],
      asks: [
        [4200, 7e6],
        [6000, 1e6],
      ],
      venueTime: T,
    });
  });

  it('applies a change once although both tokens tell it, and publishes once a frame', () => {
    books.frame(dump, 1);
    books.frame(
      priceChange(
        T + 1,
        change('71', 'BUY', '0.41', '20', '0.41', '0.42'),
        change('52', 'SELL', '0.59', '20', '0.58', '0.59'),
      ),
      2,
    );
    expect(sink.prices).toHaveLength(2);
    expect(sink.last).toMatchObject({
      bids: [
        [4100, 20e6],
        [4000, 5e6],
        [3900, 10e6],
      ],
    });
  });

  it('mirrors a change that only the NO token tells', () => {
    books.frame(dump, 1);
    books.frame(priceChange(T + 1, change('52', 'BUY', '0.58', '0', '0', '0.6')), 2);
    expect(sink.last).toMatchObject({ asks: [[6000, 1e6]] });
  });

  it('starts from the NO snapshot when it comes first, and ignores what is older than the snapshot', () => {
    books.frame(dump[1], 1);
    expect(sink.last).toMatchObject({ bids: [[4000, 5e6]], asks: [[4200, 7e6]] });
    books.frame(priceChange(T - 1, change('71', 'BUY', '0.41', '20')), 2);
    expect(sink.prices).toHaveLength(1);
  });

  it('asks for the book again when its touch stays different from the venue, not for a moment', () => {
    books.frame(dump, 1);
    books.frame(priceChange(T + 1, change('71', 'BUY', '0.3', '1', '0.41', '0.42')), 2);
    clock.advanceBy(900);
    books.frame(priceChange(T + 2, change('71', 'BUY', '0.41', '1', '0.41', '0.42')), 3);
    clock.advanceBy(5_000);
    expect(wanted).toEqual([]);
    books.frame(priceChange(T + 3, change('71', 'BUY', '0.3', '2', '0.41', '0.415')), 4);
    clock.advanceBy(1_000);
    expect(wanted).toEqual([['0xc', 'touch']]);
    expect(sink.last).toMatchObject({ status: 'broken', epoch: 2 });
    books.frame(dump[0], 5);
    expect(sink.last).toMatchObject({ status: 'live', epoch: 2 });
  });

  it('prints a match of two buyers once, in YES terms', () => {
    const trade = (token: string, price: string) => ({
      event_type: 'last_trade_price',
      market: '0xc',
      asset_id: token,
      price,
      size: '25',
      side: 'BUY',
      fee_rate_bps: '0',
      timestamp: String(T),
      transaction_hash: '0xt',
    });
    books.frame([trade('52', '0.59'), trade('71', '0.41')], 1);
    expect(sink.prints).toHaveLength(1);
    expect(sink.prints[0]).toMatchObject({
      price: 4100,
      quantity: 25e6,
      taker: 'sell',
      venueTime: T,
    });
  });

  it('breaks a book on a change that cannot be read', () => {
    books.frame(dump, 1);
    books.frame(priceChange(T + 1, change('71', 'BUY', 'bad', '1')), 2);
    expect(wanted).toEqual([['0xc', 'corrupt']]);
    expect(sink.refusals[0]).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('"bad"'),
    });
  });

  it('equals a naive book after any changes', () => {
    const changes = fc.array(
      fc.record({
        yes: fc.boolean(),
        buy: fc.boolean(),
        cents: fc.integer({ min: 1, max: 99 }),
        size: fc.nat(3),
      }),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(changes, (list) => {
        const fresh = new PolymarketBooks(new RecordingSink(), clock, { crossedGraceMs: 1e12 });
        fresh.track(pair);
        fresh.frame(book('71', T, [], []), 0);
        const model = { bids: new Map<number, number>(), asks: new Map<number, number>() };
        for (const { yes, buy, cents, size } of list) {
          fresh.frame(
            priceChange(T, change(yes ? '71' : '52', buy ? 'BUY' : 'SELL', (cents / 100).toFixed(2), String(size))),
            0,
          );
          const side = model[yes === buy ? 'bids' : 'asks'];
          const at = yes ? cents * 100 : 10_000 - cents * 100;
          if (size === 0) side.delete(at);
          else side.set(at, size * 1e6);
        }
        const ours = fresh.published('0xc')?.book;
        expect(ours?.bids.top(1e9)).toEqual([...model.bids].toSorted(([a], [b]) => b - a));
        expect(ours?.asks.top(1e9)).toEqual([...model.asks].toSorted(([a], [b]) => a - b));
      }),
    );
  });
});

describe('decodePolymarketFrame', () => {
  it.each([
    [
      'the changes of before September 2025',
      {
        event_type: 'price_change',
        market: '0xc',
        asset_id: '71',
        changes: [{ price: '0.4', side: 'BUY', size: '1' }],
        timestamp: '1',
      },
    ],
    ['buys and sells', { event_type: 'book', market: '0xc', asset_id: '71', buys: [], sells: [], timestamp: '1' }],
  ])('refuses %s as the old schema', (_what, frame) => {
    expect(decodePolymarketFrame(frame)).toMatchObject([{ kind: 'old-schema' }]);
  });

  it('knows the plain texts of the venue', () => {
    expect(decodePolymarketFrame('PONG')).toEqual([{ kind: 'pong' }]);
    expect(decodePolymarketFrame('INVALID OPERATION')).toMatchObject([{ kind: 'invalid' }]);
    expect(decodePolymarketFrame('[{"event_type":"surprise"}]\n')).toEqual([{ kind: 'unknown', type: 'surprise' }]);
  });
});
