import { compareModels, type ModelCheck } from '../../weeks/compare-models.js';
import { madeFlights } from './made-flights.js';
import { madeGames } from './made-games.js';
import { madeLows } from './made-lows.js';

/**
 * Values of games, lows and flights, from facts to probability, on so many resolved made-up markets each, beside somebody who knows the true
 * parameters: strengths, totals, the error of forecasts and estimates. Figures are left out: once one is out, who knows is
 * never wrong, and an excess over nothing is none.
 */
export const checkEventModels = (markets: number): readonly ModelCheck[] => [
  compareModels('game-winner/score, by leads (NFL)', madeGames('nfl', markets, 11)),
  compareModels('game-winner/score, by goals (NHL)', madeGames('nhl', markets, 12)),
  compareModels('game-winner/score, by goals (World Cup)', madeGames('fifa-world-cup', markets, 13)),
  compareModels('game-winner/score, by innings (MLB)', madeGames('mlb', markets, 14)),
  compareModels('daily-minimum/so-far', madeLows(markets, 15)),
  compareModels('on-time/expected', madeFlights(markets, 16)),
];
