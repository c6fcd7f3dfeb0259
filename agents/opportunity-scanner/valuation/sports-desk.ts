import { FUSED, type OracleFact, type OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';

type GameFact = OracleFact & { readonly kind: 'game' };
type OddsFact = OracleFact & { readonly kind: 'odds' };

/** How a game stands by one source. */
export interface ToldGame {
  readonly source: string;
  readonly fact: GameFact;
  /** Unix ms by the source's clock, never after we received it. */
  readonly at: number;
}

/** What bookmakers made of a game before it began. */
export interface ToldOdds {
  readonly source: string;
  readonly fact: OddsFact;
  readonly at: number;
  /** Standard error of the home side's probability; null where it is not known. */
  readonly uncertainty: number | null;
}

interface Game {
  readonly told: Map<string, ToldGame>;
  readonly odds: Map<string, ToldOdds>;
}

/** Odds of one game further apart than this, as a probability, are not of one game: what fusing calls a lie. */
const APART = 0.05;
/** Odds are held against each other if both were made within this time, ms. */
const COMPARED_MS = 3_600_000;

/** Games remembered: those of a few days. */
const MOST_GAMES = 500;

/** What is known of games: how each source says that they stand, and the last odds before they began. */
export class SportsDesk {
  readonly #games = new Map<string, Game>();

  take({ symbol, source, fact, eventTime, receivedAt, uncertainty }: OracleTick): void {
    if ((fact.kind !== 'game' && fact.kind !== 'odds') || source === FUSED) return;
    const game = this.#game(symbol);
    const at = Math.min(eventTime, receivedAt);
    if (fact.kind === 'game') {
      const known = game.told.get(source);
      if (known === undefined || at >= known.at) game.told.set(source, { source, fact, at });
      return;
    }
    // Odds of a game that runs are of its score, which is counted in already.
    if (at < fact.startsAt && at >= (game.odds.get(source)?.at ?? -Infinity))
      game.odds.set(source, { source, fact, at, uncertainty });
  }

  /** How every source that spoke of a game says that it stands, the newest first. */
  told(symbol: string): readonly ToldGame[] {
    return [...(this.#games.get(symbol)?.told.values() ?? [])].sort((a, b) => b.at - a.at);
  }

  /** The last odds before a game began, or before now; `disputed` where sources are too far apart; null where there are none. */
  odds(symbol: string): ToldOdds | 'disputed' | null {
    const told = [...(this.#games.get(symbol)?.odds.values() ?? [])].sort((a, b) => b.at - a.at);
    const [newest] = told;
    if (newest === undefined) return null;
    const chance = ({ fact }: ToldOdds) => (fact.home === newest.fact.home ? fact.homeWins : fact.awayWins);
    const far = told.some(
      (one) => newest.at - one.at <= COMPARED_MS && Math.abs(chance(one) - newest.fact.homeWins) > APART,
    );
    return far ? 'disputed' : newest;
  }

  #game(symbol: string): Game {
    const known = this.#games.get(symbol);
    if (known !== undefined) return known;
    const game: Game = { told: new Map(), odds: new Map() };
    this.#games.set(symbol, game);
    const [oldest] = this.#games.keys();
    if (this.#games.size > MOST_GAMES && oldest !== undefined) this.#games.delete(oldest);
    return game;
  }
}
