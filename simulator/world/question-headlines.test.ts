import { describe, expect, it } from 'vitest';
import { newsPapers, questionHeadlines } from './question-headlines.js';
import { World } from './world.js';

const origin = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

describe('what the papers of the world print', () => {
  const world = new World({ seed: 7, origin, speed: 1 });
  const headlinesOf = questionHeadlines(world, (topic) => [
    { id: topic, title: 'filler', summary: '', link: 'https://x.example', publishedAt: origin },
  ]);
  const lane = world.lanes.find(
    ({ kind, category, periodMs }) => kind === 'twin' && category === 'politics' && periodMs > 300_000,
  );
  if (lane === undefined) throw new Error('no lane of long questions');
  const hours = Array.from({ length: 12 * 60 }, (_, minute) => origin + minute * MINUTE);
  const printed = (paper: string) => {
    const all = hours.flatMap((time) => headlinesOf(paper, time));
    return new Map(all.map((headline) => [headline.id, headline]));
  };

  it('is how long questions on confirmations end, in words of their own, and while they trade', () => {
    const [herald, courier] = newsPapers.map(printed);
    if (herald === undefined || courier === undefined) throw new Error('two papers');
    expect(herald.size).toBeGreaterThan(20);
    let [yes, no] = [0, 0];
    for (const { id, title, publishedAt, link } of herald.values()) {
      const index = Number(id.split('-').at(-1));
      const question = world.question(lane.index, index);
      if (question === null) throw new Error(id);
      const { openAt, closeAt } = question.timeline;
      expect(publishedAt).toBeGreaterThan(world.wallTime(openAt));
      expect(publishedAt).toBeLessThan(world.wallTime(closeAt));
      expect(title).toContain(question.outcomes[0]?.label);
      expect(title.startsWith('Senate confirms')).toBe(question.happened(0));
      expect(new URL(link).hostname).toBe('www.herald.example');
      if (question.happened(0)) yes++;
      else no++;
      const other = courier.get(id.replace('herald', 'courier'));
      if (other === undefined) continue;
      expect(other.publishedAt).toBeGreaterThanOrEqual(publishedAt);
      expect(other.title).not.toBe(title);
      expect(other.title.includes('wins')).toBe(question.happened(0));
    }
    expect(Math.min(yes, no)).toBeGreaterThan(3);
  });

  it('is not told before it is printed, nor of other topics', () => {
    for (const time of hours)
      for (const { publishedAt } of headlinesOf('herald', time)) expect(publishedAt).toBeLessThanOrEqual(time);
    expect(headlinesOf('fed', origin).map(({ title }) => title)).toEqual(['filler']);
  });
});
