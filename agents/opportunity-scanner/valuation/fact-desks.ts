import type { OracleTick } from '@pm-arbitrage/core/domain/oracle-tick.js';
import type { SettlementTerms } from '@pm-arbitrage/core/settlement-terms/settlement-terms.js';
import type { Running } from '../in-play.js';
import { FigureDesk } from './figure-desk.js';
import { FlightDesk } from './flight-desk.js';
import { GameOutlooks } from './game-outlooks.js';
import { gameRunning } from './game-running.js';
import { PriceDesk } from './price-desk.js';
import { SportsDesk } from './sports-desk.js';
import type { Valuation } from './valuation.js';
import { valueFigure } from './value-figure.js';
import { valueFlight } from './value-flight.js';
import { valueGame } from './value-game.js';
import { valuePoints } from './value-points.js';
import { valuePrice } from './value-price.js';
import { valueTemperature } from './value-temperature.js';
import { WeatherDesk } from './weather-desk.js';
import { windowRunning } from './window-running.js';

/** What oracles said, a desk a family, and what terms are worth by it. */
export class FactDesks {
  readonly #staleMs: number;
  readonly #prices = new PriceDesk();
  readonly #weather = new WeatherDesk();
  readonly #sports = new SportsDesk();
  readonly #figures = new FigureDesk();
  readonly #flights = new FlightDesk();
  readonly #outlooks = new GameOutlooks();

  /** @param staleMs the oldest price that counts */
  constructor(staleMs: number) {
    this.#staleMs = staleMs;
  }

  take(tick: OracleTick): void {
    switch (tick.type) {
      case 'crypto':
        return this.#prices.take(tick);
      case 'weather':
        return this.#weather.take(tick);
      case 'sports':
        return this.#sports.take(tick);
      case 'economics':
        return this.#figures.take(tick);
      case 'flights':
        return this.#flights.take(tick);
      case 'news':
        return;
    }
  }

  /** What YES under these terms is worth now; `now` Unix ms. @throws FairValueError for numbers that no model takes */
  value(terms: SettlementTerms, now: number): Valuation {
    switch (terms.kind) {
      case 'price-at':
      case 'up-down':
      case 'touch':
        return valuePrice(terms, this.#prices, now, this.#staleMs);
      case 'daily-maximum':
      case 'daily-minimum':
        return valueTemperature(terms, this.#weather, now);
      case 'game-winner':
        return valueGame(terms, this.#sports, this.#outlooks, now);
      case 'total':
      case 'spread':
        return valuePoints(terms, this.#sports, now);
      case 'figure':
        return valueFigure(terms, this.#figures, now);
      case 'on-time':
        return valueFlight(terms, this.#flights, now);
    }
  }

  /** Whether the game or the short window of these terms runs now; `now` Unix ms. */
  running(terms: SettlementTerms, now: number): Running | null {
    switch (terms.kind) {
      case 'game-winner':
      case 'total':
      case 'spread':
        return gameRunning(terms, this.#sports, now);
      case 'price-at':
      case 'up-down':
      case 'touch':
        return windowRunning(terms, this.#prices, now, this.#staleMs);
      default:
        return null;
    }
  }
}
