import type { Envelope } from '@pm-arbitrage/core/bus/envelope.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { TradeRequest } from '@pm-arbitrage/core/domain/trade.js';
import { parseUsd } from '@pm-arbitrage/core/money/money.js';
import { expect, it } from 'vitest';
import { Auction } from './auction.js';
import { anOpportunity, aRequest, legOf, T0 } from './guardian-fixtures.js';

function openAuction(windowMs: number, refuses: (request: TradeRequest) => boolean = () => false) {
  const clock = new SimulatedClock(T0);
  const told: string[] = [];
  const auction = new Auction({
    clock,
    windowMs,
    async judge(request) {
      const approved = !refuses(request);
      told.push(`${request.strategy} ${approved ? 'approved' : 'refused'}`);
      return approved;
    },
    async reject(request, { rule, limit, value }) {
      told.push(`${request.strategy} ${rule} ${value} < ${limit}`);
    },
    onError: (error) => told.push(String(error)),
  });
  const bid = (strategy: string, amount: string, market = 'K') => {
    const opportunity = anOpportunity({ legs: [legOf('kalshi', market)] });
    const request = aRequest(`${strategy} ${market}`, opportunity, { strategy, bid: parseUsd(amount) });
    return auction.bid(request, {} as Envelope<TradeRequest>);
  };
  return { auction, bid, clock, told };
}

it('judges at once where there are no rounds', async () => {
  const { bid, told } = openAuction(0);
  await bid('a', '1');
  await bid('b', '2');
  expect(told).toEqual(['a approved', 'b approved']);
});

it('awards a contract to the highest bid of a round, and tells the others by how much they lost', async () => {
  const { auction, bid, clock, told } = openAuction(20);
  await bid('a', '1');
  await bid('b', '3');
  await bid('c', '2', 'another market');
  expect(told).toEqual([]);
  clock.advanceBy(20);
  await auction.close();
  expect(told).toEqual(['b approved', 'c approved', 'a outbid $1.00 < $3.00']);
});

it('asks the next one where the highest bid is refused, and goes by arrival where bids are equal', async () => {
  const { auction, bid, told } = openAuction(20, ({ strategy }) => strategy === 'greedy');
  await bid('first', '1');
  await bid('second', '1');
  await bid('greedy', '9');
  await auction.close();
  expect(told).toEqual(['greedy refused', 'first approved', 'second outbid $1.00 < $1.00']);
});

it('begins a new round after one that ended', async () => {
  const { auction, bid, clock, told } = openAuction(20);
  await bid('a', '1');
  clock.advanceBy(20);
  await bid('b', '1');
  clock.advanceBy(20);
  await auction.close();
  expect(told).toEqual(['a approved', 'b approved']);
});

it('awards equal bids by turns, whoever is told of them first', async () => {
  const { auction, bid, told } = openAuction(20);
  for (let round = 0; round < 4; round++) {
    await bid('first', '1');
    await bid('second', '1');
    await auction.close();
  }
  const approved = told.filter((line) => line.endsWith('approved'));
  expect(approved).toEqual(['first approved', 'second approved', 'first approved', 'second approved']);
});
