import { pageText } from '../../polling/page-request.js';
import type { PollDesk, PollProtocol, PollVisit } from '../../polling/poll-protocol.js';
import { PolledOracle, type PolledOracleSettings } from '../../polling/polled-oracle.js';
import { headlineTick } from '../headline-tick.js';
import { ToldHeadlines } from '../told-headlines.js';
import { readArticles } from './read-articles.js';

/** A search whose findings are told under a topic. */
export interface NewsQuery {
  /** The topic, as ticks name it: `fed`. */
  readonly symbol: string;
  /** In the language of its search: `"federal reserve" (statement OR rate) sourcelang:english`. */
  readonly query: string;
}

export interface GdeltOptions extends PolledOracleSettings {
  /** `https://api.gdeltproject.org` */
  readonly url: string;
  readonly queries: readonly NewsQuery[];
  /** Time between two searches for a topic, ms. Default 300,000: its index is made anew every fifteen minutes. */
  readonly everyMs?: number;
}

/** One request in five seconds. */
const LIMITS = [{ requests: 1, windowMs: 5_500 }];

/** Headlines that GDELT finds. It needs no key. */
export const openGdelt = (options: GdeltOptions): PolledOracle =>
  new PolledOracle({
    ...options,
    type: 'news',
    name: 'gdelt',
    dataSilenceMs: options.dataSilenceMs ?? 7_200_000,
    mostSymbols: 40,
    atOnce: 1,
    limits: LIMITS,
    keys: [],
    missing: options.queries.length === 0 ? 'no searches are set: name some in oracles.news.searches' : null,
    protocol: (desk) => searches(desk, options),
  });

function searches(desk: PollDesk, { url: base, queries, everyMs = 300_000 }: GdeltOptions): PollProtocol {
  const told = new ToldHeadlines();
  const search = async (visit: PollVisit, { symbol, query }: NewsQuery) => {
    const parameters = { query, mode: 'artlist', format: 'json', maxrecords: '75', timespan: '1h', sort: 'datedesc' };
    const url = `${base}/api/v2/doc/doc?${new URLSearchParams(parameters)}`;
    // What is wrong with a search comes with status 200, as a page or plain text.
    const answer = await visit.ask({ url, types: /json/ });
    if (answer.kind === 'failed') return;
    if (answer.kind === 'unchanged') return desk.heard(symbol);
    const articles = readArticles(pageText(answer.bytes));
    if (typeof articles === 'string') return visit.useless(url, 'malformed', `gdelt: ${symbol}: ${articles}`);
    desk.heard(symbol);
    for (const article of articles.toReversed()) {
      if (article.kind === 'refused') desk.refuse('malformed', `gdelt: ${symbol}: ${article.reason}`);
      else if (told.isNews(`${symbol} ${article.url}`, article.title)) {
        const { url: link, title, domain: publisher, seenAt: publishedAt } = article;
        const headline = { id: link, title, summary: '', link, publisher };
        desk.tick(headlineTick('gdelt', symbol, headline, { publishedAt, receivedAt: answer.receivedAt }));
      }
    }
  };
  return {
    refusal: (symbol) => (queries.some((query) => query.symbol === symbol) ? null : 'no search is set for it'),
    jobs: (symbols) =>
      queries
        .filter(({ symbol }) => symbols.has(symbol))
        .map((query) => ({
          key: `${query.symbol} ${query.query}`,
          everyMs: () => everyMs,
          run: (visit) => search(visit, query),
        })),
  };
}
