import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aStory, T0 } from './testing/a-story.js';
import { type Reading, weighReadings } from './weigh-readings.js';

const NOW = T0 + 60_000;
const newestOf = (readings: readonly Reading[]) => (key: string) =>
  readings.findLast(({ story }) => story.key === key)?.story.textHash;
const weigh = (readings: readonly Reading[], now = NOW) => weighReadings(readings, newestOf(readings), now);

const TITLES: Readonly<Record<string, string>> = {
  'the herald': 'Senate confirms Dana Whitfield as Surgeon General',
  'morning courier': 'Whitfield wins vote, takes over as top doctor of the nation',
  'evening post': 'Nation gets a top doctor: chamber backs Dana Whitfield 52 to 48',
};
const reading = (
  publisher: string,
  finding: Reading['finding'],
  more: Partial<Parameters<typeof aStory>[1]> & { title?: string; official?: boolean } = {},
): Reading => {
  const { title = TITLES[publisher] ?? 'A title', official = false, ...rest } = more;
  const story = aStory(title, { publisher, ...rest });
  return { story, finding, sentence: finding === 'yes' || finding === 'no' ? title : null, official };
};

describe('weighReadings', () => {
  it('is quiet where nothing decides', () => {
    expect(weigh([])).toEqual({ kind: 'quiet' });
    expect(weigh([reading('the herald', 'nothing'), reading('morning courier', 'unproven')])).toEqual({
      kind: 'quiet',
    });
    expect(weigh([reading('the herald', 'retracts')])).toEqual({ kind: 'quiet' });
  });

  it('wants a second source that has nothing to do with the first', () => {
    expect(weigh([reading('the herald', 'yes')])).toMatchObject({ kind: 'single', outcome: 'yes' });
    expect(weigh([reading('the herald', 'yes'), reading('morning courier', 'yes')])).toMatchObject({
      kind: 'confirmed',
      outcome: 'yes',
    });
  });

  it('stays with one source however many print it', () => {
    const title = 'Senate confirms Dana Whitfield as Surgeon General';
    const copies = ['a daily', 'b daily', 'c daily', 'd daily', 'e daily'].map((name) =>
      reading(name, 'yes', { title }),
    );
    expect(weigh([reading('the herald', 'yes'), ...copies])).toMatchObject({ kind: 'single' });
  });

  it('counts a copy and who credits its original as one', () => {
    const copy = reading('a daily', 'yes', {
      title: 'Senate confirms Dana Whitfield as Surgeon General, ends long fight',
    });
    const credits = reading('evening post', 'yes', { summary: 'According to The Herald, it was close.' });
    expect(weigh([copy, credits])).toMatchObject({ kind: 'confirmed' });
    expect(weigh([copy, credits, reading('the herald', 'nothing')])).toMatchObject({ kind: 'single' });
  });

  it('takes a feed of who settles the market for enough', () => {
    expect(weigh([reading('the senate', 'no', { official: true })])).toMatchObject({
      kind: 'confirmed',
      outcome: 'no',
    });
  });

  it('is disputed when sources contradict each other, an official one too', () => {
    expect(weigh([reading('the herald', 'yes'), reading('morning courier', 'no')])).toMatchObject({ kind: 'disputed' });
    const official = reading('the senate', 'yes', { official: true });
    expect(weigh([official, reading('the herald', 'no')])).toMatchObject({ kind: 'disputed' });
  });

  it('is disputed once anybody takes it back, and for as long as that is news', () => {
    const both = [reading('the herald', 'yes'), reading('morning courier', 'yes')];
    const back = reading('evening post', 'retracts', { at: T0 + 30_000 });
    expect(weigh([...both, back])).toMatchObject({ kind: 'disputed', why: 'evening post takes something back' });
  });

  it('forgets a version of a story that was changed', () => {
    const first = reading('the herald', 'yes');
    const second = reading('the herald', 'nothing', { title: 'Senate to vote on Dana Whitfield' });
    expect(weigh([first, reading('morning courier', 'yes'), second])).toMatchObject({ kind: 'single' });
    // Changed, and not read yet: what was read of it before counts no more.
    expect(weighReadings([first], () => 'another text', NOW)).toEqual({ kind: 'quiet' });
  });

  it('does not put together what was said hours apart, nor count what is a day old', () => {
    const late = reading('morning courier', 'yes', { at: T0 + 7 * 3_600_000 });
    expect(weigh([reading('the herald', 'yes'), late], T0 + 8 * 3_600_000)).toMatchObject({ kind: 'single' });
    expect(weigh([reading('the herald', 'yes')], T0 + 25 * 3_600_000)).toEqual({ kind: 'quiet' });
  });

  it('never confirms on one origin, whatever else is read and in whatever order', () => {
    const findings = fc.constantFrom<Reading['finding']>('yes', 'no', 'retracts', 'nothing', 'unproven');
    const publishers = fc.constantFrom('the herald', 'morning courier', 'evening post');
    const any = fc.array(fc.record({ publisher: publishers, finding: findings }), { maxLength: 8 });
    fc.assert(
      fc.property(any, (drawn) => {
        const readings = drawn.map(({ publisher, finding }) => reading(publisher, finding));
        const standing = weigh(readings);
        if (standing.kind === 'confirmed') {
          const deciding = readings.filter(({ finding }) => finding === standing.outcome);
          expect(new Set(deciding.map(({ story }) => story.publisher)).size).toBeGreaterThanOrEqual(2);
          expect(readings.some(({ finding }) => finding === 'retracts')).toBe(false);
        }
      }),
    );
  });
});
