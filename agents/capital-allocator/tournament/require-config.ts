import type { TournamentConfig } from './tournament-config.js';
import { TournamentError } from './tournament-error.js';

const share = (value: number): boolean => value >= 0 && value <= 1;

/** @throws TournamentError `tournament.config`, naming the rule that makes no sense */
export function requireConfig(config: TournamentConfig): void {
  const rules: Readonly<Record<keyof TournamentConfig, boolean>> = {
    windowDays: Number.isSafeInteger(config.windowDays) && config.windowDays >= config.minimumDays,
    minimumDays: Number.isSafeInteger(config.minimumDays) && config.minimumDays >= 3,
    confidence: config.confidence > 0.5 && config.confidence < 1,
    bottomShare: share(config.bottomShare),
    pauseBelow: Number.isFinite(config.pauseBelow),
    riskFloor: config.riskFloor > 0 && Number.isFinite(config.riskFloor),
    minimumBankroll: config.minimumBankroll >= 0,
    deployable: share(config.deployable),
    mostShare: share(config.mostShare) && config.mostShare > 0,
  };
  for (const [name, holds] of Object.entries(rules)) {
    if (!holds) {
      const value = config[name as keyof TournamentConfig];
      throw new TournamentError('tournament.config', `${name} is ${value}; see the tournament's rules for its range`, {
        name,
        value,
      });
    }
  }
}
