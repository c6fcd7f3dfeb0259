import type { Cancel, Clock } from '@pm-arbitrage/core/clock/clock.js';
import { FeedFaults } from '../feed-faults.js';
import { type FeedClient, type FeedLine, FeedServer } from '../feed-server.js';
import type { GameOf, SimulatedGame } from './game-of.js';

export interface PolymarketSportsOptions {
  readonly clock: Clock;
  readonly games: readonly SimulatedGame[];
  readonly gameOf: GameOf;
  readonly host?: string;
  readonly port?: number;
}

/** How frames are written. */
export type FrameForm =
  /** As the documentation has it, with the slug. */
  | 'slug'
  /** As it is sent lately: an id, no slug, and the state once more with its time. */
  | 'state'
  /** Slug and score alone. */
  | 'compact';

export interface PolymarketSportsStandIn {
  readonly url: string;
  readonly faults: FeedFaults;
  readonly connections: number;
  form: FrameForm;
  /** Asks in capitals, as an older one did. */
  shouts: boolean;
  /** Sends a text to everybody. */
  broadcast(text: string): void;
  drop(): void;
  close(): Promise<void>;
}

const PING_MS = 5_000;
const PONG_MS = 10_000;
const LOOK_MS = 1_000;

/** A client is asked every five seconds and cut when it did not answer for ten. */
class SportsClient implements FeedClient {
  answeredAt: number;
  readonly #now: () => number;
  readonly line: FeedLine;

  constructor(line: FeedLine, now: () => number) {
    this.line = line;
    this.#now = now;
    this.answeredAt = now();
  }

  receive(text: string): void {
    if (/^pong$/i.test(text)) this.answeredAt = this.#now();
  }
}

/** Scores sent to everybody, on start, score, period and end. */
export async function startPolymarketSports(options: PolymarketSportsOptions): Promise<PolymarketSportsStandIn> {
  const { clock, games, gameOf, host = '127.0.0.1', port = 0 } = options;
  const faults = new FeedFaults();
  const server = new FeedServer<SportsClient>({
    clock,
    faults,
    host,
    port,
    pingMs: null,
    pongMs: PONG_MS,
    open: (line, url) => (url.pathname === '/ws' ? new SportsClient(line, () => clock.now()) : null),
  });
  const address = await server.listen();
  const told = new Map<string, string>();

  const frame = (game: SimulatedGame, number: number): string => {
    const now = gameOf(game, clock.now() + faults.skewMs);
    const score = `${now.homeScore}-${now.awayScore}`;
    const live = now.state === 'playing';
    const ended = now.state === 'over';
    const period = ended ? 'FT' : now.state === 'before' ? 'NS' : `Q${now.period}`;
    const time = new Date(clock.now() + faults.skewMs).toISOString();
    if (handle.form === 'compact')
      return JSON.stringify({ slug: game.symbol, live, ended, score, period, elapsed: '', last_update: time });
    const base = {
      gameId: 50_000 + number,
      leagueAbbreviation: game.league,
      homeTeam: handle.form === 'slug' ? game.home.abbreviation : game.home.name,
      awayTeam: handle.form === 'slug' ? game.away.abbreviation : game.away.name,
      status: ended ? 'Final' : live ? 'InProgress' : 'Scheduled',
      score,
      period,
      elapsed: '',
      live,
      ended,
    };
    if (handle.form === 'slug')
      return JSON.stringify({ ...base, slug: game.symbol, ...(ended ? { finished_timestamp: time } : {}) });
    return JSON.stringify({ ...base, eventState: { type: game.league, updatedAt: time, score, period, live, ended } });
  };

  const look = () => {
    for (const [number, game] of games.entries()) {
      const { homeScore, awayScore, period, state } = gameOf(game, clock.now());
      const stands = `${homeScore} ${awayScore} ${period} ${state}`;
      if (told.get(game.symbol) === stands) continue;
      told.set(game.symbol, stands);
      if (state !== 'before') for (const { line } of server.clients()) line.send(frame(game, number));
    }
  };
  const ping = () => {
    // Who is not heard is not waited for.
    if (faults.frozen || faults.pingless) return;
    for (const client of server.clients())
      if (clock.now() - client.answeredAt > PONG_MS) client.line.close(1008, 'no pong');
      else client.line.send(handle.shouts ? 'PING' : 'ping');
  };
  const timers: Cancel[] = [clock.every(LOOK_MS, look), clock.every(PING_MS, ping)];

  const handle: PolymarketSportsStandIn = {
    form: 'slug',
    shouts: false,
    url: `ws://${address}/ws`,
    faults,
    get connections() {
      return server.connections;
    },
    broadcast(text: string) {
      for (const { line } of server.clients()) line.send(text);
    },
    drop: () => server.drop(),
    async close() {
      for (const cancel of timers) cancel();
      await server.close();
    },
  };
  return handle;
}
