import { describe, expect, it } from 'vitest';
import { decoyOf } from './decoy.js';
import { kalshiTwin, polymarketTwin } from './testing/twins.js';

const titled = (title: string) =>
  decoyOf({ ...polymarketTwin, title, rules: `${title} resolves to Yes.`, strike: null });

describe('decoyOf', () => {
  it('puts another number in, however it is written, and in the strike', () => {
    const decoy = decoyOf(kalshiTwin);
    expect(decoy).toMatchObject({
      title: kalshiTwin.title,
      subtitle: '$165,000 or above',
      strike: { type: 'greater_or_equal', floor: 165_000, cap: null },
    });
    expect(decoy?.rules).toContain('at least 165,000');
    expect(decoyOf(polymarketTwin)).toMatchObject({
      title: 'Will Bitcoin be at or above $165,000 on December 31, 2026?',
    });
  });

  it.each([
    ['Will it rain on November 21, 2026?', 'Will it rain on November 14, 2026?'],
    ['Will the Fed cut rates by 0.25 points?', 'Will the Fed cut rates by 1.25 points?'],
    ['Will Angelina Jolie win Best Actress in 2026?', 'Will Ottoline Quarrington win Best Actress in 2026?'],
    ['Will the government of France fall?', 'Will the government of Ottoline Quarrington fall?'],
  ])('turns "%s" into "%s"', (title, other) => {
    expect(titled(title)?.title).toBe(other);
    expect(titled(title)?.rules).toContain(other);
  });

  it('is none where there is nothing to change', () => {
    expect(titled('will it happen?')).toBeNull();
    expect(titled('two of them by 2026?')).toBeNull();
  });
});
