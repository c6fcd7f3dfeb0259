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

it('marks the whole phrase where two texts say it with a few words in common, and no space behind it', () => {
  const compared = compareTexts(
    'The highest temperature as reported by the National Weather Service for Central Park settles it.',
    'The highest temperature in the data of Weather Underground for LaGuardia Airport settles it.',
  );
  expect(compared.kalshi).toEqual([
    { text: 'The highest temperature ', differs: false },
    { text: 'as reported by the National Weather Service for Central Park', differs: true },
    { text: ' settles it.', differs: false },
  ]);
  expect(marked(compared.polymarket)).toEqual(['in the data of Weather Underground for LaGuardia Airport']);
});

it('leaves what both say alone where it is more than a stray word', () => {
  const compared = compareTexts(
    'If it rains on May 3 in the whole of Paris it pays.',
    'If it snows on May 3 in the whole of London it pays.',
  );
  expect(marked(compared.kalshi)).toEqual(['rains', 'Paris']);
  expect(marked(compared.polymarket)).toEqual(['snows', 'London']);
});

it('leaves the same words unmarked on both sides', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 }).map((all) => all.join(' '));
  fc.assert(
    fc.property(words, words, (a, b) => {
      const { kalshi, polymarket } = compareTexts(a, b);
      const common = (parts: typeof kalshi) =>
        parts.filter(({ differs }) => !differs).flatMap(({ text }) => text.split(' ').filter((word) => word !== ''));
      expect(common(kalshi)).toEqual(common(polymarket));
    }),
  );
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
