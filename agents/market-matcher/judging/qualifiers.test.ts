import { describe, expect, it } from 'vitest';
import { stopWords } from '../text/stop-words.js';
import { genericWords } from './common-words.js';
import { excludeEachOther, qualifiers } from './qualifiers.js';

describe('qualifiers', () => {
  it('that refuse a pair are never dropped as words that say nothing', () => {
    const hard = [...qualifiers].filter(([, { hard: refuses }]) => refuses).map(([key]) => key);
    expect(hard.length).toBeGreaterThan(100);
    expect(hard.filter((key) => stopWords.has(key))).toEqual([]);
    expect(hard.filter((key) => genericWords.has(key))).toEqual([]);
  });

  it('exclude each other only within one kind', () => {
    expect(excludeEachOther('senat', 'governor')).toBe(excludeEachOther('governor', 'senat'));
    expect(excludeEachOther('president', 'governor')).toBe(true);
    expect(excludeEachOther('president', 'resign')).toBe(false);
  });
});
