import type { AllocationInputs } from '@pm-arbitrage/core/allocations/allocation-inputs.js';
import type { AllocationEntry, AllocationTable, Pause } from '@pm-arbitrage/core/domain/allocation.js';
import { formatUsd, mulDiv, shareOfUsd, sumUsd, type Usd, usd, ZERO_USD } from '@pm-arbitrage/core/money/money.js';
import { DAY_MS, dayName, utcDayOf } from '@pm-arbitrage/core/performance/utc-day.js';
import { type Player, type Roster, rosterOf } from './roster.js';
import { sayScore } from './tournament/explain-share.js';
import { rankStrategies, type Standing } from './tournament/rank-strategies.js';
import { reallocate } from './tournament/reallocate.js';
import type { TournamentState } from './tournament/strategy-history.js';
import type { TournamentConfig } from './tournament/tournament-config.js';

/** What the configuration says of allocating. */
export interface AllocationRules {
  readonly strategies: readonly string[];
  readonly tournament: TournamentConfig;
}

/** A table before it has an id. */
export type DecidedTable = Omit<AllocationTable, 'id'>;

/**
 * The next allocation; null while the one in force stays. Once a UTC day, at its first chance, the tournament takes its
 * step, however many midnights went by; when somebody comes or is resumed, the same scores are shared out anew; who leaves
 * or is paused gives up its capital, and nobody has more for it; when only the bankroll changed, all shares are scaled. Nothing is decided before there is money.
 * @throws TournamentError
 */
export function decideTable(inputs: AllocationInputs, rules: AllocationRules): DecidedTable | null {
  const { table, bankroll, mode, now } = inputs;
  const today = utcDayOf(now);
  if (table === null) return bankroll > 0 ? opening(inputs, rules) : null;
  const roster = rosterOf(table, rules.strategies, inputs);
  const order = inputs.orders.map((one) => one.order).find(({ kind }) => kind === 'rebalance');
  // A clock that was set back does not bring a day again.
  const day = Math.max(today, table.day);
  const due = day > table.day;
  const common = { mode, at: now, day, bankroll, benched: roster.benched };
  if (due || order !== undefined) {
    const late = (day - table.day) / DAY_MS - 1;
    const why = [
      ...(due ? [`reallocated for ${dayName(day)}${late > 0 ? `, ${late} missed before it` : ''}`] : []),
      ...(order === undefined ? [] : [`rebalanced by ${order.by}: ${order.reason}`]),
      ...roster.changes,
    ];
    // The same step again starts from where the day's first one did.
    const stateOf = ({ state, before }: Player) => (due ? state : (before ?? state));
    const standings = rank(roster, inputs, { day, stateOf, tournament: rules.tournament });
    const entries = share(standings, roster.players, inputs, rules);
    return { ...common, cause: due ? 'midnight' : 'rebalance', basis: bankroll, entries, reason: why.join('; ') };
  }
  const misfit = unfit(table, bankroll, rules);
  const why = [...roster.changes, ...misfit];
  if (roster.grew || misfit.length > 0) {
    const entries = share(roster.players, roster.players, inputs, rules);
    return { ...common, cause: 'change', basis: bankroll, entries, reason: why.join('; ') };
  }
  const { basis } = table;
  const entries = kept(table, roster, bankroll);
  if (why.length > 0) return { ...common, cause: 'change', basis, entries, reason: why.join('; ') };
  if (bankroll === table.bankroll) return null;
  const reason = `bankroll ${formatUsd(bankroll)}: what was shared out of ${formatUsd(basis)}, scaled`;
  return { ...common, cause: 'bankroll', basis, entries, reason };
}

/** The shares as they are: who was paused or left frees capital, and nobody has more for it before the next midnight. */
function kept(table: AllocationTable, { players }: Roster, bankroll: Usd): AllocationEntry[] {
  return players.map((player) => {
    const entry = table.entries.find(({ strategy }) => strategy === player.strategy);
    const { paused } = player;
    const { weight, granted, reason } =
      paused === null && entry !== undefined
        ? entry
        : { weight: 0, granted: ZERO_USD, reason: `paused by ${paused?.by}: ${paused?.reason}` };
    return { ...player, weight, granted, capital: scaled(granted, bankroll, table.basis), reason };
  });
}

function opening(inputs: AllocationInputs, rules: AllocationRules): DecidedTable {
  const { mode, now, bankroll } = inputs;
  const day = utcDayOf(now);
  const players = rules.strategies.map((strategy): Player => ({
    strategy,
    state: 'active',
    before: null,
    since: now,
    rank: null,
    bottom: false,
    score: { kind: 'unscored', days: 0, trades: 0, from: 'own' },
    paused: null,
  }));
  const roster = { players, benched: [], changes: [], grew: true };
  const standings = rank(roster, inputs, { day, stateOf: () => null, tournament: rules.tournament });
  const entries = share(standings, players, inputs, rules);
  const reason = 'the tournament begins';
  return { mode, at: now, day, cause: 'midnight', bankroll, basis: bankroll, entries, benched: [], reason };
}

function rank(
  { players }: Roster,
  { mode, days }: AllocationInputs,
  step: {
    readonly day: number;
    readonly stateOf: (player: Player) => TournamentState | null;
    readonly tournament: TournamentConfig;
  },
): readonly Standing[] {
  const strategies = players.map((player) => ({
    strategy: player.strategy,
    mode,
    state: step.stateOf(player),
    days: (days[player.strategy] ?? []).filter(({ day }) => day >= utcDayOf(player.since)),
    // What it would have done on paper since is in no database of this swarm: a person resumes.
    shadow: [],
  }));
  return rankStrategies({ mode, at: step.day, strategies }, step.tournament);
}

/** Entries in the order of the standings. */
function share(
  standings: readonly Standing[],
  players: readonly Player[],
  { bankroll, now }: AllocationInputs,
  { tournament }: AllocationRules,
): AllocationEntry[] {
  const byName = new Map(players.map((player) => [player.strategy, player]));
  return reallocate(standings, bankroll, tournament).map(({ strategy, capital, weight, reason }, index) => {
    const { state, before, rank: place, bottom, score } = standings[index] as Standing;
    const player = byName.get(strategy) as Player;
    const lost = `${sayScore({ score })}; below ${tournament.pauseBelow} again after it was halved`;
    const paused: Pause | null =
      state === 'paused' ? (player.paused ?? { by: 'tournament', reason: lost, at: now }) : null;
    return {
      strategy,
      capital,
      granted: capital,
      state,
      before,
      since: player.paused !== null && paused === null ? now : player.since,
      rank: place,
      bottom,
      weight,
      score,
      paused,
      reason: paused === null ? reason : `paused by ${paused.by}: ${paused.reason}`,
    };
  });
}

/** Why what is allocated cannot just be scaled. */
function unfit(table: AllocationTable, bankroll: Usd, { tournament }: AllocationRules): readonly string[] {
  if (table.basis <= 0 && bankroll > 0) return ['there is money again'];
  // As it was shared out, not as scaled: rounding may hide there what a larger bankroll would show.
  const parts = Math.floor(tournament.deployable * 1e6 + 1e-6);
  const most = shareOfUsd(table.basis > 0 ? table.basis : ZERO_USD, parts, 1e6, 'down');
  const total = sumUsd(table.entries.map(({ granted }) => granted));
  return total > most ? [`no more than ${tournament.deployable} of the bankroll may be deployed now`] : [];
}

const scaled = (granted: Usd, bankroll: Usd, basis: Usd): Usd =>
  bankroll > 0 && basis > 0 ? usd(mulDiv(granted, bankroll, basis, 'down')) : ZERO_USD;
