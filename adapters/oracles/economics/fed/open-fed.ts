import { readFeed } from '../../news/feeds/read-feed.js';
import { decodePage } from '../../news/feeds/decode-page.js';
import type { PollDesk, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { figureTick } from '../figure-tick.js';
import { lookPeriod } from '../release-period.js';
import { readTargetRange } from './read-target-range.js';

export interface FedOptions extends PolledOracleSettings {
  /** `https://www.federalreserve.gov` */
  readonly url: string;
  /** Times of statements, Unix ms: two in the afternoon in New York on the second day of a meeting. */
  readonly releases?: readonly number[];
  /** Default every minute, every two seconds around a statement. */
  readonly quietMs?: number;
  readonly releaseMs?: number;
}

/** Modest, and still enough for the minutes of a statement. */
const LIMITS = [{ requests: 60, windowMs: 60_000 }];
/** `…/newsevents/pressreleases/monetary20261209a.htm` */
const STATEMENT = /\/newsevents\/pressreleases\/monetary(\d{4})(\d\d)(\d\d)a\.htm$/;
const TITLE = /\bFOMC statement\b/i;
/** Statements that are read when the source begins: the last one says what holds. */
const MOST = 2;

/** Bounds of the target range after each meeting, from the implementation note. It needs no key. */
export const openFed = (options: FedOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'economics',
    name: 'federal-reserve',
    dataSilenceMs: options.dataSilenceMs ?? 3_600_000,
    mostSymbols: 2,
    limits: LIMITS,
    keys: [],
    missing: null,
    protocol: (desk) => protocol(desk, options),
  });

function protocol(
  desk: PollDesk,
  { url: base, releases = [], quietMs = 60_000, releaseMs = 2_000 }: FedOptions,
): PollProtocol {
  /** Days of the meetings whose range was read. */
  const read = new Set<string>();
  const feedUrl = `${base}/feeds/press_monetary.xml`;

  const look = async (visit: PollVisit) => {
    const answer = await visit.ask({ url: feedUrl, types: /xml/, conditional: read.size > 0 });
    if (answer.kind === 'failed') return;
    if (answer.kind === 'page') {
      const feed = readFeed(answer.bytes, answer.type);
      if (typeof feed === 'string') return visit.useless(feedUrl, 'malformed', `federal-reserve: ${feed}`);
      const statements = feed.entries.flatMap(({ title, link, publishedAt }) => {
        const found = TITLE.test(title) ? STATEMENT.exec(link) : null;
        return found ? [{ day: found.slice(1, 4).join('-'), publishedAt: publishedAt ?? answer.receivedAt }] : [];
      });
      const newest = statements.toSorted((a, b) => (a.day < b.day ? 1 : -1)).slice(0, MOST);
      for (const statement of newest.toReversed())
        if (!read.has(statement.day) && !(await note(visit, statement)))
          // The note comes with the statement or right after it: the feed is read again until it is there.
          return visit.useless(feedUrl, 'note', `federal-reserve: the note of ${statement.day} cannot be read yet`);
    }
    for (const symbol of desk.symbols()) desk.heard(symbol);
  };

  const note = async (
    visit: PollVisit,
    { day, publishedAt }: { readonly day: string; readonly publishedAt: number },
  ) => {
    const address = `${base}/newsevents/pressreleases/monetary${day.replaceAll('-', '')}a1.htm`;
    const answer = await visit.ask({ url: address, types: /html/, conditional: false });
    if (answer.kind !== 'page') return false;
    const range = readTargetRange(decodePage(answer.bytes, answer.type) ?? '');
    if (typeof range === 'string') {
      desk.refuse('malformed', `federal-reserve: the note of ${day}: ${range}`);
      return false;
    }
    read.add(day);
    const { receivedAt } = answer;
    for (const [symbol, value] of [
      ['dfedtaru', range.upper],
      ['dfedtarl', range.lower],
    ] as const)
      if (desk.symbols().has(symbol)) {
        const figure = { value, period: day, revision: false, unit: 'percent' };
        desk.tick(
          figureTick(
            'federal-reserve',
            symbol,
            figure,
            { eventTime: Math.min(publishedAt, receivedAt), receivedAt },
            'final',
          ),
        );
      }
    return true;
  };

  return {
    refusal: (symbol) => (symbol === 'dfedtaru' || symbol === 'dfedtarl' ? null : 'it is no bound of the target range'),
    jobs(symbols) {
      // A bound that is watched anew must be told too.
      read.clear();
      const everyMs = () => lookPeriod(desk.now(), releases, { quietMs, releaseMs });
      return [{ key: `statements ${[...symbols].toSorted().join(' ')}`, everyMs, run: look }];
    },
  };
}
