import { describe, expect, it } from 'vitest';
import { judgePair } from '../judging/judge-questions.js';
import { aListing } from '../text/a-listing.js';
import { readPrint } from './read-print.js';

describe('which print of a number decides', () => {
  it.each([
    ['If GDP growth in the advance estimate is above 2.1%, then the market resolves to Yes.', 'first'],
    ['Later revisions of the preliminary reading are not considered.', 'first'],
    [
      'However any revisions to GDP data made after the release of the advance estimate will not be considered.',
      'first',
    ],
    ['The figure as first published decides; it is not revised here.', 'first'],
    [
      'The revised estimate that follows the release decides. The advance estimate itself will not be considered.',
      'revised',
    ],
    ['Data as later revised decides.', 'revised'],
    ['Any revisions published before the deadline will be considered.', 'revised'],
  ] as const)('is read from %s', (rules, print) => {
    expect(readPrint(rules)?.value).toBe(print);
  });

  it.each([
    '',
    'If there are at least 230,000 initial jobless claims for the week ending Jun 13, 2026, then the market resolves to Yes.',
    'An initial public offering of its first shares decides.',
    'Third quarter data of 2026 decides.',
    'The first report of the season decides.',
    'These rules may be revised.',
    'The advance estimate decides. The revised estimate decides too.',
  ])('is unknown from %s', (rules) => {
    expect(readPrint(rules)).toBeNull();
  });

  it('makes two markets of one number where only the rules say it', () => {
    const title = 'Will US GDP growth in Q3 2026 be above 2.1%?';
    const listed = (platform: 'kalshi' | 'polymarket', rules: string) =>
      aListing(platform, title, { rules: `${rules} The source is the Bureau of Economic Analysis.` });
    const first = listed(
      'kalshi',
      'If GDP growth in the advance estimate is above 2.1%, then the market resolves to Yes. Later revisions are not considered.',
    );
    const revised = listed(
      'polymarket',
      'This market will resolve to "Yes" if GDP growth is above 2.1% in the revised estimate that follows the release. The advance estimate itself will not be considered.',
    );
    const silent = listed('polymarket', 'This market will resolve to "Yes" if GDP growth is above 2.1%.');
    expect(judgePair(first, revised)).toMatchObject({ decision: 'refuse', field: 'milestone' });
    expect(judgePair(first, silent).decision).toBe('accept');
    expect(judgePair({ ...first, rules: silent.rules }, revised)).toMatchObject({
      decision: 'review',
      field: 'milestone',
    });
  });
});
