import { type Random, seededRandom, seedFrom } from '@pm-arbitrage/core/random/random.js';
import { compareModels, type ModelCheck } from './compare-models.js';
import { drawBaseball } from './drawn/baseball.js';
import { drawDailyMaximum } from './drawn/daily-maximum.js';
import { drawFlight } from './drawn/flight.js';
import { drawGoalMatch } from './drawn/goal-match.js';
import { drawLeadGame } from './drawn/lead-game.js';
import { drawRelease } from './drawn/release.js';
import type { Judgement } from './judgement.js';

const models: Readonly<Record<string, (random: Random, group: number) => Judgement>> = {
  'baseball-game': drawBaseball,
  'daily-maximum': drawDailyMaximum,
  'flight-on-time': drawFlight,
  'goal-game': drawGoalMatch,
  'lead-motion': drawLeadGame,
  'release-forecast': drawRelease,
};

/**
 * Judges the models that price no path on markets that have nothing in common: nature draws the true parameters around
 * what a model is told, by the errors that it is told, and plays the market out step by step.
 */
export const checkDrawnModels = (markets: number): readonly ModelCheck[] =>
  Object.entries(models).map(([model, draw]) => {
    const random = seededRandom(seedFrom(1, model));
    return compareModels(
      model,
      Array.from({ length: markets }, (_, group) => draw(random, group)),
    );
  });
