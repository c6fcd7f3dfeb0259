import { parseUsd, usd } from '@pm-arbitrage/core/money/money.js';
import type { TokenUsage } from '@pm-arbitrage/core/ports/language-model.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageCost } from './message-cost.js';
import { testPrices, testQuestion } from './testing/model-desk.js';
import { worstUsage } from './worst-usage.js';

const none: TokenUsage = { input: 0, cacheWrite: 0, cacheRead: 0, output: 0 };
const tokens = fc.integer({ min: 0, max: 2_000_000 });
const usages = fc.record({ input: tokens, cacheWrite: tokens, cacheRead: tokens, output: tokens });
const cents = fc.integer({ min: 0, max: 100_000_000 }).map(usd);
const priceTables = fc.record({ input: cents, output: cents, cacheWrite: cents, cacheRead: cents });

describe('messageCost', () => {
  it('prices each class of tokens by its own price', () => {
    expect(messageCost({ ...none, input: 1_000_000 }, testPrices)).toBe(parseUsd('2'));
    expect(messageCost({ ...none, output: 1_000_000 }, testPrices)).toBe(parseUsd('10'));
    expect(messageCost({ ...none, cacheWrite: 1_000_000 }, testPrices)).toBe(parseUsd('2.5'));
    expect(messageCost({ ...none, cacheRead: 1_000_000 }, testPrices)).toBe(parseUsd('0.1'));
    // 1,200 × $2 + 300 × $10 a million
    expect(messageCost({ ...none, input: 1_200, output: 300 }, testPrices)).toBe(parseUsd('0.0054'));
    expect(messageCost({ ...none, input: 1_200, output: 300 }, testPrices, 0.5)).toBe(parseUsd('0.0027'));
    expect(messageCost(none, testPrices)).toBe(0);
  });

  it('rounds up once: never under the exact amount, and by less than a micro-dollar', () => {
    fc.assert(
      fc.property(usages, priceTables, (usage, prices) => {
        const exact =
          BigInt(usage.input) * BigInt(prices.input) +
          BigInt(usage.output) * BigInt(prices.output) +
          BigInt(usage.cacheWrite) * BigInt(prices.cacheWrite) +
          BigInt(usage.cacheRead) * BigInt(prices.cacheRead);
        const over = BigInt(messageCost(usage, prices)) * 1_000_000n - exact;
        return over >= 0n && over < 1_000_000n;
      }),
    );
  });

  it('grows with every count, and a batch never costs more', () => {
    fc.assert(
      fc.property(usages, usages, priceTables, (a, b, prices) => {
        const both = {
          input: a.input + b.input,
          output: a.output + b.output,
          cacheWrite: a.cacheWrite + b.cacheWrite,
          cacheRead: a.cacheRead + b.cacheRead,
        };
        const sum = messageCost(a, prices) + messageCost(b, prices);
        const together = messageCost(both, prices);
        return together >= messageCost(a, prices) && together <= sum && messageCost(both, prices, 0.5) <= together;
      }),
    );
  });
});

describe('worstUsage', () => {
  it('is never under what any split of the prompt and any answer cost', () => {
    const share = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), priceTables, share, share, (text, prices, a, b) => {
        const question = { ...testQuestion, text };
        const limit = Buffer.byteLength(question.instructions) + Buffer.byteLength(text);
        const cacheWrite = Math.floor(limit * a);
        const input = Math.floor((limit - cacheWrite) * b);
        const usage = { input, cacheWrite, cacheRead: 0, output: question.maxTokens };
        return messageCost(usage, prices) <= messageCost(worstUsage(question, prices), prices);
      }),
    );
  });
});
