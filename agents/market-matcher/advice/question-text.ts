import type { Random } from '@pm-arbitrage/core/random/random.js';
import type { MarketBrief } from './market-brief.js';

/** 32 hexadecimal digits that occur in neither text. */
export function drawMark(random: Random, texts: readonly string[]): string {
  for (;;) {
    let mark = '';
    while (mark.length < 32) mark += Math.floor(random.next() * 16).toString(16);
    if (!texts.some((text) => text.toLowerCase().includes(mark))) return mark;
  }
}

/**
 * The part of a question that is its own: the two markets between marks. Briefs hold no angle brackets (`cleanText`), so
 * nothing inside can look like a mark.
 * @param focus the field that the deterministic judgement could not decide; null where it names none.
 */
export function questionText(first: MarketBrief, second: MarketBrief, mark: string, focus: string | null): string {
  return [
    `The marks of this question carry the code ${mark}.`,
    `<<<first market ${mark}`,
    first.text,
    `${mark} first market>>>`,
    `<<<second market ${mark}`,
    second.text,
    `${mark} second market>>>`,
    focus === null
      ? 'Find the difference, or show with evidence that there is none.'
      : `Find the difference, or show with evidence that there is none. Look hard at the field "${focus}".`,
  ].join('\n');
}
