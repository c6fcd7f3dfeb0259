import { livePath } from '../../../protocol/link-rules.js';
import type { ClientFrame, ServerFrame } from '../../../protocol/frames.js';
import type { SessionView } from '../../../protocol/session.js';
import { type TopicName, topics } from '../../../protocol/topics.js';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { WebSocketServer, type WebSocket } from 'ws';
import { madeMatch, madeOpportunityDetail, madeSettings, madeTimeline } from './made-details.js';
import { madeEquity, madeWorld, type MadeWorld } from './made-views.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface MadeServerOptions {
  /** Folder of the built page. */
  readonly page: string;
  readonly port?: number;
  readonly session?: Partial<SessionView>;
  readonly world?: MadeWorld;
  /** Paths whose answers are errors, or never come. */
  readonly failing?: readonly string[];
  readonly silent?: readonly string[];
  /** Sends no frames of topics at all. */
  readonly mute?: boolean;
}

export interface MadeServer {
  readonly url: string;
  readonly world: MadeWorld;
  /** What the page asked to be done. */
  readonly posted: { readonly path: string; readonly body: unknown }[];
  /** Tells every page of rows that were put; documents are replaced. */
  put<T extends TopicName>(topic: T, rows: MadeWorld[T]): void;
  /** Clears away what was put. */
  remove(topic: TopicName, ids: readonly string[]): void;
  stop(): Promise<void>;
}

/** A stand-in of the dashboard's server with made data, to see every state of the page. Not shipped. */
export async function startMadeServer(options: MadeServerOptions): Promise<MadeServer> {
  const world = options.world ?? madeWorld(Date.now());
  const life = String(Date.now());
  const posted: { path: string; body: unknown }[] = [];
  const clients = new Map<WebSocket, Set<TopicName>>();
  let sequence = 1;
  let session: SessionView = {
    role: 'operator',
    csrf: 'made',
    publicDemo: false,
    passwordLogin: true,
    mode: 'paper',
    simulated: true,
    ...options.session,
  };

  const send = (socket: WebSocket, frame: ServerFrame) => socket.send(JSON.stringify(frame));
  const whole = (topic: TopicName): ServerFrame =>
    (topics[topic].kind === 'document'
      ? { type: 'document', topic, sequence, value: world[topic][0] ?? null }
      : { type: 'snapshot', topic, sequence, rows: world[topic] }) as ServerFrame;
  const tell = (topic: TopicName, frame: ServerFrame) => {
    for (const [socket, wanted] of clients) if (wanted.has(topic)) send(socket, frame);
  };

  const put: MadeServer['put'] = (topic, rows) => {
    sequence += 1;
    if (topics[topic].kind === 'document') {
      Object.assign(world, { [topic]: rows });
      tell(topic, whole(topic));
      return;
    }
    const all = new Map((world[topic] as readonly { id: string }[]).map((row) => [row.id, row]));
    for (const row of rows as readonly { id: string }[]) all.set(row.id, row);
    Object.assign(world, { [topic]: [...all.values()].slice(-200) });
    tell(topic, { type: 'delta', topic, sequence, put: rows, remove: [] } as unknown as ServerFrame);
  };

  const read = (path: string, query: URLSearchParams): unknown => {
    const now = Date.now();
    const id = decodeURIComponent(path.split('/').at(-1) ?? '');
    if (path === '/api/v1/session') return session;
    if (path === '/api/v1/equity') return madeEquity(now, Number(query.get('from')));
    if (path === '/api/v1/settings') return madeSettings;
    if (path === '/api/v1/audit')
      return { kind: 'verified', entries: 4_211, head: 'a3f1'.repeat(16), unsealed: 2, checkedAt: now - 2_000 };
    if (path === '/api/v1/match') return madeMatch(world, query.get('id') ?? '');
    if (path === '/api/v1/matches') return world.matches.filter(({ status }) => status === query.get('status'));
    if (path === '/api/v1/trades') return { trades: world.trades, total: world.trades.length, next: null };
    if (path.startsWith('/api/v1/trades/')) return madeTimeline(world, id);
    if (path.startsWith('/api/v1/opportunities/')) return madeOpportunityDetail(world, id);
    return null;
  };

  const change = (
    path: string,
    body: { readonly reason?: string; readonly password?: string; readonly id?: string },
  ): unknown => {
    posted.push({ path, body });
    const halt = world.halt[0];
    if (path === '/api/v1/login') {
      if (body.password !== 'right') return null;
      session = { ...session, role: 'operator', csrf: 'made' };
      return session;
    }
    if (path === '/api/v1/halt' && halt !== undefined) {
      const at = Date.now();
      const agents = halt.agents.map((agent, n) => ({
        ...agent,
        acknowledged: n < 7,
        afterMs: n < 7 ? 80 + n * 17 : null,
        state: n < 7 ? ('halted' as const) : agent.state,
      }));
      put('halt', [{ ...halt, agents, halt: { id: 'h', by: 'operator', reason: body.reason ?? '', at } }]);
      return { id: 'h', at, problems: [] };
    }
    if (path === '/api/v1/resume' && halt !== undefined) {
      const agents = halt.agents.map((agent) => ({
        ...agent,
        acknowledged: null,
        afterMs: null,
        state: 'running' as const,
      }));
      put('halt', [{ ...halt, agents, halt: null }]);
      return { ended: ['h'] };
    }
    if (path === '/api/v1/match/review') {
      const match = world.matches.find(({ id }) => id === body.id);
      if (match !== undefined) put('matches', [{ ...match, status: 'active', decidedBy: 'operator' }]);
    }
    return { done: true };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://made');
    response.setHeader('content-security-policy', POLICY);
    if (!pathname.startsWith('/api/')) {
      const file = join(options.page, pathname === '/' ? 'index.html' : pathname);
      const found = existsSync(file) && statSync(file).isFile() ? file : join(options.page, 'index.html');
      response.setHeader('content-type', types[extname(found)] ?? 'application/octet-stream');
      createReadStream(found).pipe(response);
      return;
    }
    if (options.silent?.includes(pathname) === true) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString()) as object);
    const failing = options.failing?.includes(pathname) === true;
    const value = failing ? null : request.method === 'POST' ? change(pathname, body) : read(pathname, searchParams);
    response.statusCode = failing ? 500 : value === null ? 404 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(
        value ?? {
          error: failing ? 'broken' : 'unknown',
          message: failing ? 'The database does not answer.' : 'There is no such thing here.',
        },
      ),
    );
  };

  const http = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ server: http, path: livePath });
  sockets.on('connection', (socket) => {
    const wanted = new Set<TopicName>();
    clients.set(socket, wanted);
    socket.on('close', () => clients.delete(socket));
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ClientFrame;
      if (frame.type === 'ping') send(socket, { type: 'pong', now: Date.now() });
      if (frame.type === 'unsubscribe') for (const topic of frame.topics) wanted.delete(topic);
      if (frame.type === 'subscribe') {
        for (const { topic } of frame.topics) {
          wanted.add(topic);
          if (options.mute !== true) send(socket, whole(topic));
        }
      }
    });
    send(socket, { type: 'hello', life, now: Date.now() });
  });
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    world,
    posted,
    put,
    remove(topic, ids) {
      sequence += 1;
      tell(topic, { type: 'delta', topic, sequence, put: [], remove: [...ids] } as unknown as ServerFrame);
    },
    async stop() {
      for (const socket of clients.keys()) socket.close(1012);
      sockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
