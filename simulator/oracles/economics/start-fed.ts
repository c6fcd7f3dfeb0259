import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { PageFaults } from '../polling/page-faults.js';
import { type PageServer, type ServedPage, startPageServer } from '../polling/page-server.js';

/** A decision of the committee. */
export interface FedDecision {
  /** Unix ms of the statement. */
  readonly at: number;
  /** Upper bound of the range, percent; the lower one is a quarter of a point below. */
  readonly upper: number;
}

export interface FedStandInOptions {
  readonly clock: Clock;
  /** In the order of time. */
  readonly decisions: readonly FedDecision[];
  readonly host?: string;
  readonly port?: number;
}

export interface FedStandIn extends PageServer {
  readonly faults: PageFaults;
  /** How long after the statement its note can be had, ms. */
  noteAfterMs: number;
  /** How the note writes numbers; it may also say nothing of the range. */
  writing: 'hyphen' | 'entity' | 'decimal' | 'nothing';
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '');

function written(rate: number, writing: FedStandIn['writing']): string {
  if (writing === 'decimal') return rate.toFixed(2);
  const whole = Math.floor(rate);
  const quarters = Math.round((rate - whole) * 4);
  if (quarters === 0) return String(whole);
  const fraction = quarters === 2 ? '1/2' : `${quarters}/4`;
  return whole === 0 ? fraction : `${whole}${writing === 'entity' ? '&#8209;' : '-'}${fraction}`;
}

/** The feed of press releases on monetary policy, statements and implementation notes. */
export async function startFed({ clock, decisions, host, port }: FedStandInOptions): Promise<FedStandIn> {
  const faults = new PageFaults();
  const handle: { noteAfterMs: number; writing: FedStandIn['writing'] } = { noteAfterMs: 0, writing: 'hyphen' };
  const html = (body: string): ServedPage => ({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: `<html><body>${body}</body></html>`,
  });

  const feed = (time: number): ServedPage => {
    const items = decisions
      .filter(({ at }) => at <= time)
      .toReversed()
      .flatMap(({ at }) => {
        const date = new Date(at).toUTCString();
        const link = (part: string) =>
          `https://www.federalreserve.gov/newsevents/pressreleases/monetary${dayOf(at)}${part}.htm`;
        return [
          `<item><title>Minutes of the Board's discount rate meetings</title><link><![CDATA[${link('b')}]]></link><pubDate>${date}</pubDate></item>`,
          `<item><title>Federal Reserve issues FOMC statement</title><link><![CDATA[${link('a')}]]></link><guid>${link('a')}</guid><pubDate>${date}</pubDate></item>`,
        ];
      });
    return {
      status: 200,
      type: 'text/xml',
      body: `<?xml version="1.0"?><rss version="2.0"><channel><title>FRB</title>${items.join('')}</channel></rss>`,
    };
  };

  const server = await startPageServer({
    clock,
    faults,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    serve: ({ path, time }) => {
      if (path === '/feeds/press_monetary.xml') return feed(time);
      const day = /^\/newsevents\/pressreleases\/monetary(\d{8})a1\.htm$/.exec(path)?.[1];
      const decision = decisions.find(({ at }) => dayOf(at) === day && at + handle.noteAfterMs <= time);
      if (!decision) return { status: 404, type: 'text/html', body: 'Not Found' };
      const [lower, upper] = [decision.upper - 0.25, decision.upper].map((rate) => written(rate, handle.writing));
      const range = handle.writing === 'nothing' ? 'its own' : `${lower} to ${upper} percent`;
      return html(`<h3>Implementation Note</h3><p>Effective tomorrow, the Committee directs the Desk to:</p>
<ul><li>Undertake open market operations as necessary to maintain the federal funds rate in a target range of ${range}.</li>
<li>Conduct standing overnight repurchase agreement operations at a rate of ${upper} percent.</li></ul>`);
    },
  });
  return Object.assign(handle, { ...server, faults });
}
