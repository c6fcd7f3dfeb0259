import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { seededRandom } from '@pm-arbitrage/core/random/random.js';
import { seededHeadlines } from '@pm-arbitrage/simulator/oracles/news/seeded-headlines.js';
import { type FeedsStandIn, startFeeds } from '@pm-arbitrage/simulator/oracles/news/start-feeds.js';
import { type GdeltStandIn, startGdelt } from '@pm-arbitrage/simulator/oracles/news/start-gdelt.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolledOracle } from '../polling/polled-oracle.js';
import { driveFor, drivePolls } from '../polling/testing/drive-polls.js';
import { OracleRecorder } from '../testing/oracle-recorder.js';
import { openFeeds } from './feeds/open-feeds.js';
import { openGdelt } from './gdelt/open-gdelt.js';

const START = Date.parse('2026-11-21T12:00:00Z');
const HOUR_MS = 3_600_000;
const truth = seededHeadlines({ seed: 6 });

let clock: SimulatedClock;
let source: PolledOracle;
let said: OracleRecorder;
const headlines = (symbol = 'fed') => said.of(symbol, 'headline');

beforeEach(() => {
  clock = new SimulatedClock(START);
  said = new OracleRecorder();
});

describe('feeds', () => {
  let service: FeedsStandIn;
  const begin = async (paths: readonly string[] = ['rss/fed'], symbols = ['fed']) => {
    const feeds = paths.map((path) => ({ symbol: 'fed', url: `${service.url}/${path}`, publisher: path }));
    source = openFeeds({ feeds, clock, random: seededRandom(1) });
    source.watch(symbols);
    await source.start(said);
    await driveFor(source, clock, 1_000);
  };

  beforeEach(async () => {
    service = await startFeeds({ clock, headlinesOf: truth });
  });
  afterEach(async () => {
    await source.stop();
    await service.close();
  });

  it.each(['rss', 'atom', 'rdf'])('in %s are read with every character', async (format) => {
    await begin([`${format}/fed`]);
    const expected = truth('fed', START);
    expect(headlines().map(({ fact }) => fact.title)).toEqual(expected.map(({ title }) => title).toReversed());
    expect(headlines().map(({ eventTime }) => Math.floor(eventTime / 1_000))).toEqual(
      expected.map(({ publishedAt }) => Math.floor(publishedAt / 1_000)).toReversed(),
    );
    expect(headlines()[0]?.fact).toMatchObject({
      publisher: `${format}/fed`,
      link: expected.at(-1)?.link,
      summary: format === 'rdf' ? '' : `${expected.at(-1)?.title}.`,
    });
  });

  it('are told once, news as they come', async () => {
    await begin();
    await driveFor(source, clock, 12 * HOUR_MS);
    const ids = headlines().map(({ fact }) => fact.id);
    expect(new Set(ids).size).toBe(ids.length);
    const missing = truth('fed', clock.now() - 120_000).filter(({ id }) => !ids.includes(id));
    expect(missing).toEqual([]);
    expect(source.health()).toMatchObject({ refused: 0, trouble: null });
  });

  it('of one story are told once', async () => {
    await begin(['rss/fed', 'atom/fed']);
    const links = headlines().map(({ fact }) => fact.link);
    expect(new Set(links).size).toBe(links.length);
  });

  it('are told again when the title was changed', async () => {
    await begin();
    const [newest] = truth('fed', START);
    service.changed.set(newest?.id ?? '', 'Correction: nothing happened');
    await drivePolls(source, clock, () => headlines().at(-1)?.fact.title === 'Correction: nothing happened');
    expect(headlines().filter(({ fact }) => fact.id === newest?.id)).toHaveLength(2);
  });

  it('are asked for as seldom as they wish', async () => {
    service.ttl = 15;
    await begin();
    await driveFor(source, clock, HOUR_MS);
    expect(service.requests.length).toBeLessThanOrEqual(6);
  });

  it('are not read when they define entities, are of another type, too large or broken', async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><rss><channel><item><title>&lol2;</title></item></channel></rss>';
    service.faults.answer({ status: 200, type: 'text/xml', body: bomb });
    service.faults.answer({ status: 200, type: 'text/html', body: '<p>' });
    await begin();
    expect(said.refusedAs('malformed')[0]).toContain('defines entities');
    await drivePolls(source, clock, () => said.refusedAs('wrong-type').length === 1);
    service.faults.break('oversize');
    await drivePolls(source, clock, () => said.refusedAs('too-large').length === 1);
    await drivePolls(source, clock, () => headlines().length > 0);
  });

  it('are offered for topics that have one', async () => {
    await begin(['rss/fed'], ['fed', 'other']);
    expect(said.refusedAs('unknown-symbol')).toEqual(['rss does not offer other: no feed is set for it']);
  });

  it('that do not change go on being good', async () => {
    service.faults.frozenAt = START;
    await begin();
    await driveFor(source, clock, 3 * HOUR_MS);
    expect(source.health()).toMatchObject({ connected: true, trouble: null, refused: 0 });
  });
});

describe('GDELT', () => {
  let service: GdeltStandIn;
  const begin = async (queries = [{ symbol: 'fed', query: 'fed sourcelang:english' }]) => {
    source = openGdelt({ url: service.url, queries, clock, random: seededRandom(1) });
    source.watch(queries.map(({ symbol }) => symbol));
    await source.start(said);
    await driveFor(source, clock, 1_000);
  };

  beforeEach(async () => {
    service = await startGdelt({ clock, headlinesOf: truth });
  });
  afterEach(async () => {
    await source.stop();
    await service.close();
  });

  it('finds what was published, once', async () => {
    await begin();
    await driveFor(source, clock, 6 * HOUR_MS);
    const links = headlines().map(({ fact }) => fact.link);
    expect(new Set(links).size).toBe(links.length);
    const due = truth('fed', clock.now() - 30 * 60_000).filter(({ publishedAt }) => publishedAt > START);
    for (const { link } of due) expect(links).toContain(link);
    expect(headlines()[0]?.fact).toMatchObject({ publisher: 'news.example', summary: '' });
    expect(source.health()).toMatchObject({ refused: 0, trouble: null });
  });

  it('is asked once in five seconds, whatever is searched for', async () => {
    await begin(['fed', 'cpi', 'oil', 'war'].map((symbol) => ({ symbol, query: `${symbol} news` })));
    await driveFor(source, clock, HOUR_MS);
    expect(said.refusedAs('rate-limited')).toEqual([]);
    expect(service.requests.length).toBeGreaterThan(40);
  });

  it('says with status 200 what is wrong with a search', async () => {
    await begin([{ symbol: 'x', query: 'x' }]);
    expect(said.refusedAs('wrong-type')[0]).toContain('too short');
    expect(source.health().connected).toBe(false);
  });

  it('may write escapes that are none', async () => {
    service.sloppy = true;
    await begin();
    await drivePolls(source, clock, () => headlines().length > 0);
    expect(headlines()[0]?.fact.title).toContain('\\on');
  });

  it('waits when it was asked too often', async () => {
    service.faults.answer({ status: 429, type: 'text/plain', body: 'Please limit requests' });
    await begin();
    expect(said.refusedAs('rate-limited')[0]).toContain('Please limit requests');
    expect(source.health().trouble).toContain('left alone');
    await drivePolls(source, clock, () => source.health().trouble === null);
  });

  it('finds nothing where there is nothing', async () => {
    await service.close();
    service = await startGdelt({ clock, headlinesOf: () => [] });
    await begin();
    expect(source.health()).toMatchObject({ refused: 0, ticks: 0, trouble: null });
  });
});
