import type { Match } from '@pm-arbitrage/core/domain/match.js';
import { bold, dim, green, red, yellow } from 'yoctocolors';
import type { MatchBoard, Verdict } from './match-board.js';

const TITLE_COLUMNS = 56;

const WORDS: Readonly<Record<Match['status'], readonly [word: string, colour: (text: string) => string]>> = {
  active: ['same bet', green],
  review: ['ask a person', yellow],
  refused: ['not the same', dim],
  suspended: ['suspended', red],
};

/** What the swarm takes for the same bet, and what it does not and why, one line each. */
export function matchLines({ counts, shown }: MatchBoard): readonly string[] {
  const { active, review, refused, suspended } = counts;
  return [
    `${bold('matches')} ${green(`${active} the same bet`)}, ${review} wait for a person, ${refused} only look alike, ${suspended > 0 ? red(`${suspended} suspended`) : '0 suspended'}`,
    ...shown.map(lineOf),
  ];
}

function lineOf({ status, title, reason }: Verdict): string {
  const [word, colour] = WORDS[status];
  const short = title.length > TITLE_COLUMNS ? `${title.slice(0, TITLE_COLUMNS - 1)}…` : title;
  return `  ${colour(word.padEnd(12))} ${short.padEnd(TITLE_COLUMNS)}  ${dim(reason.replace(' differs:', ':'))}`;
}
