import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import type { PageFaults } from './page-faults.js';

/** A request as the service behind the server sees it. */
export interface PageQuery {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The time that is told of, Unix ms: now, or a moment at which the world is frozen. */
  readonly time: number;
}

export interface ServedPage {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Unix ms; makes the answer conditional on dates too. */
  readonly lastModified?: number;
}

export interface PageServerOptions {
  readonly clock: Clock;
  readonly faults: PageFaults;
  readonly host?: string;
  /** 0 or absent lets the system choose. */
  readonly port?: number;
  readonly serve: (query: PageQuery) => ServedPage;
}

/** A server of pages that runs. */
export interface PageServer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Every request so far, method, path and query; the newest thousand. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const MOST_REQUESTS = 1_000;
const MAX_BODY = 100_000;
const OVERSIZE = 6_000_000;

export const jsonPage = (body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): ServedPage => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
  headers,
});

/** Starts a server on loopback: entity tags, dates, 304, and the faults that every server can have. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const { host = '127.0.0.1', port = 0 } = options;
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (requests.length > MOST_REQUESTS) requests.shift();
    // Clients that hang up are none of the server's trouble.
    handle(options, request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function handle(options: PageServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { clock, faults, serve } = options;
  // The date is the world's, not the machine's.
  response.sendDate = false;
  const body = await readBody(request);
  const broken = faults.takeBreak();
  if (broken === 'cut' || body === null) return void request.socket.destroy();
  if (broken === 'hang') return;
  const url = new URL(request.url ?? '/', 'http://simulator');
  const date = new Date(clock.now() + faults.skewMs).toUTCString();
  if (faults.redirectTo !== null) {
    const location = new URL(url.pathname + url.search, faults.redirectTo).href;
    return void response.writeHead(302, { location, date }).end();
  }
  const wrong = faults.takeAnswer();
  const page = wrong
    ? { type: 'application/json', body: '', ...wrong }
    : serve({
        method: request.method ?? 'GET',
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        headers: request.headers,
        body,
        time: faults.frozenAt ?? clock.now(),
      });
  if (broken === 'oversize')
    return void response.writeHead(200, { 'content-type': page.type, date }).end(' '.repeat(OVERSIZE));
  if (broken === 'garble') return void response.writeHead(200, { 'content-type': page.type, date }).end('}{]<');
  if (broken === 'halve')
    return void response
      .writeHead(200, { 'content-type': page.type, date })
      .end(page.body.slice(0, page.body.length / 2));
  send(page, request, response, date);
}

function send(page: ServedPage, request: IncomingMessage, response: ServerResponse, date: string): void {
  const etag = `"${createHash('sha256').update(page.body).digest('hex').slice(0, 16)}"`;
  const modified =
    page.lastModified === undefined ? {} : { 'last-modified': new Date(page.lastModified).toUTCString() };
  const cached = page.status === 200 && request.method === 'GET';
  if (cached && request.headers['if-none-match'] === etag) return void response.writeHead(304, { date, etag }).end();
  response.writeHead(page.status, {
    'content-type': page.type,
    date,
    ...(cached ? { etag, ...modified } : {}),
    ...page.headers,
  });
  response.end(page.body);
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > MAX_BODY) return null;
  }
  return body;
}
