import type { GoalSport } from './goal-game.js';

export const goalSports = {
  soccer: {
    level: 'stands',
    goldenGoals: 0,
    source: 'M. J. Maher, Modelling association football scores, Statistica Neerlandica 36 (1982)',
  },
  nhl: {
    level: 'decided',
    goldenGoals: 0.67,
    source:
      'Poisson goals as in Maher (1982). Overtimes that end by a goal: our assumption, about two in three since three ' +
      'against three; between equal teams it does not matter, else it moves a level game by less than 0.02.',
  },
} as const satisfies Record<string, GoalSport>;
