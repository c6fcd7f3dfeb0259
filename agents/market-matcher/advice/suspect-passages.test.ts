import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.js';
import { suspectPassages } from './suspect-passages.js';
import { attacks } from './testing/attacks.js';

describe('suspectPassages', () => {
  it.each(attacks)('finds "%s"', (attack) => {
    expect(suspectPassages(cleanText(attack), 'polymarket')).not.toEqual([]);
    expect(suspectPassages(cleanText(`Resolves by the index. ${attack} Otherwise No.`), 'kalshi')).not.toEqual([]);
  });

  it.each([
    'If the consumer confidence index is above 100.5 in November 2026, the market resolves to Yes.',
    'Will OpenAI release a new language model before Claude 6?',
    'Which company has the best AI model at the end of November?',
    'This market will resolve according to the same source as the previous month.',
    'The jury must return a verdict; a mistrial resolves to No.',
    'Will Polymarket launch a token in 2026?',
    'If the two candidates receive the same number of votes, the market resolves 50-50.',
    'Trading will be disregarded after 5:00 PM ET. Will José Müller win 100k?',
    'See https://www.cftc.gov/sites/default/files/filings/ptc/25/01/ptc01032525311.pdf?download=full-document-here.',
    'While checking a source may help guide your decision, the price is based on the Real Time Index (RTI).',
  ])('leaves "%s" alone', (text) => {
    expect([...suspectPassages(cleanText(text), 'kalshi'), ...suspectPassages(cleanText(text), 'polymarket')]).toEqual(
      [],
    );
  });

  const folder = fileURLToPath(new URL('../../../../shared/data/pairs/benchmark-with-rules/', import.meta.url));
  it.skipIf(!existsSync(folder))('leaves recorded rules of the venues alone', () => {
    for (const [file, platform] of [
      ['kalshi_markets.json', 'kalshi'],
      ['polymarket_markets.json', 'polymarket'],
    ] as const) {
      const texts = textsIn(JSON.parse(readFileSync(folder + file, 'utf8')));
      expect(texts.length).toBeGreaterThan(5);
      expect(texts.flatMap((text) => suspectPassages(cleanText(text), platform))).toEqual([]);
    }
  });
});

const NAMES = new Set(['title', 'question', 'description', 'rules_primary', 'rules_secondary', 'yes_sub_title']);
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    typeof child === 'string' ? (NAMES.has(name) ? [child] : []) : textsIn(child),
  );
}
