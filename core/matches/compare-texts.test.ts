import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareTexts } from './compare-texts.js';

const marked = (parts: ReturnType<typeof compareTexts>['kalshi']) =>
  parts.filter(({ differs }) => differs).map(({ text }) => text.trim());

it('marks the words that stand on one side alone', () => {
  const compared = compareTexts(
    'Resolves to Yes if it is announced by May 1.',
    'Resolves to yes if it is effective by May 1.',
  );
  expect(marked(compared.kalshi)).toEqual(['announced']);
  expect(marked(compared.polymarket)).toEqual(['effective']);
  expect(compareTexts('', 'all of it').polymarket).toEqual([{ text: 'all of it', differs: true }]);
});

it('leaves out nothing of either text, nor spells it otherwise', () => {
  const texts = fc
    .array(fc.constantFrom('The', 'the', ' court', 'rules\n', ' before', ' May 1, ', '"Yes"', ' No. '))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const { kalshi, polymarket } = compareTexts(a, b);
      expect(kalshi.map(({ text }) => text).join('')).toBe(a);
      expect(polymarket.map(({ text }) => text).join('')).toBe(b);
    }),
  );
});
