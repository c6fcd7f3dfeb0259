import { describe, expect, it } from 'vitest';
import { registeredDomain } from './registered-domain.js';
import { sharesOrigin } from './shares-origin.js';
import { aStory } from './testing/a-story.js';

const HERALD = aStory('Senate confirms Dana Whitfield as Surgeon General', { publisher: 'the herald' });
const COURIER = aStory('Whitfield wins Senate vote, becomes Surgeon General', { publisher: 'morning courier' });

describe('sharesOrigin', () => {
  it('tells two papers apart that use words of their own', () => {
    expect(sharesOrigin(HERALD, COURIER)).toBe(false);
    expect(sharesOrigin(COURIER, HERALD)).toBe(false);
  });

  it.each([
    ['one publisher at two addresses', { publisher: 'the herald', link: 'https://mirror.example.com/1' }],
    ['two names on one site', { publisher: 'herald world', link: 'https://edition.theherald.com/2' }],
    ['a site that nobody can name', { publisher: 'somebody', link: 'https://10.0.0.7/story' }],
    ['no link', { publisher: 'somebody', link: '' }],
  ])('counts %s as one', (_, more) => {
    expect(sharesOrigin(HERALD, aStory('Whitfield wins vote, becomes Surgeon General', more))).toBe(true);
  });

  it('counts syndicators as one with each other, however many print it', () => {
    const copies = ['daily one', 'daily two', 'daily three', 'daily four'].map((publisher) =>
      aStory('Senate confirms Dana Whitfield as Surgeon General in late vote', { publisher }),
    );
    for (const a of copies) for (const b of copies) expect(sharesOrigin(a, b)).toBe(true);
    for (const copy of copies) expect(sharesOrigin(HERALD, copy)).toBe(true);
  });

  it.each([
    ['(Reuters)', 'Per Reuters, the vote was 52 to 48.'],
    ['AP', 'WASHINGTON (AP) The chamber voted.', 'Vote done, says the AP.'],
    [
      'a paper that both credit',
      'The vote was first reported by The Capitol Ledger.',
      'The Capitol Ledger reported the vote.',
    ],
  ])('counts two that have it from %s as one', (_, summary, other = summary.replace('Per', 'From')) => {
    const a = aStory(HERALD.title, { publisher: 'the herald', summary });
    const b = aStory(COURIER.title, { publisher: 'morning courier', summary: other });
    expect(sharesOrigin(a, b)).toBe(true);
  });

  it('counts a paper and who credits it as one, the agency itself too', () => {
    const credits = aStory(COURIER.title, {
      publisher: 'morning courier',
      summary: 'According to The Herald, it is done.',
    });
    expect(sharesOrigin(HERALD, credits)).toBe(true);
    const herald = aStory(HERALD.title, { publisher: 'herald', link: 'https://herald.com/1' });
    expect(
      sharesOrigin(herald, aStory(COURIER.title, { publisher: 'courier', summary: 'According to Herald News, done.' })),
    ).toBe(true);
    const agency = aStory('Chamber backs nominee Whitfield', { publisher: 'apnews.com', link: 'https://apnews.com/1' });
    expect(
      sharesOrigin(agency, aStory(COURIER.title, { publisher: 'morning courier', summary: '(AP) It is done.' })),
    ).toBe(true);
  });
});

describe('registeredDomain', () => {
  it.each([
    ['https://news.bbc.co.uk/story?a=1', 'bbc.co.uk'],
    ['https://www.nytimes.com/2026', 'nytimes.com'],
    ['http://a.b.c.example.org', 'example.org'],
    ['https://abc.net.au/x', 'abc.net.au'],
    ['https://localhost/x', ''],
    ['https://127.0.0.1/x', ''],
    ['https://[::1]/x', ''],
    ['javascript:alert(1)', ''],
    ['not a link', ''],
    ['', ''],
  ])('%s is of "%s"', (link, domain) => {
    expect(registeredDomain(link)).toBe(domain);
  });
});
