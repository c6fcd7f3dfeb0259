export const leagues = ['nfl', 'nba', 'wnba', 'mlb', 'nhl', 'fifa-world-cup'] as const;
/** Leagues whose teams are listed. */
export type League = (typeof leagues)[number];

/** How a level result ends: played on until somebody wins, or left as it is. */
export const canTie: Readonly<Record<League, boolean>> = {
  nfl: true,
  nba: false,
  wnba: false,
  mlb: false,
  nhl: false,
  'fifa-world-cup': true,
};

/** Words by which rules name a league and its games; the more exact first. */
export const LEAGUE_WORDS: readonly (readonly [RegExp, League])[] = [
  [/\bwomen's (?:pro|professional) basketball (?:game|match)\b|\bWNBA game\b/i, 'wnba'],
  [/\b(?:pro|professional) basketball game\b|\bNBA game\b/i, 'nba'],
  [/\b(?:pro|professional) baseball game\b|\bMLB game\b/i, 'mlb'],
  [/\b(?:pro|professional) football game\b|\bNFL game\b/i, 'nfl'],
  [/\b(?:pro|professional) hockey game\b|\bNHL game\b/i, 'nhl'],
  [/\b(?:professional )?FIFA World Cup (?:soccer )?(?:game|match)\b/i, 'fifa-world-cup'],
];
