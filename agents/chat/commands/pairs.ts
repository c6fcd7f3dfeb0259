import { matchSchema } from '@pm-arbitrage/core/domain/match.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { reviewMatch } from '@pm-arbitrage/core/matches/review-match.js';
import { findMatch, listMatches } from '@pm-arbitrage/core/queries/match-queries.js';
import { type ChatCommandDefinition, type ChatParts, leaveIt, YES } from '../chat-command.js';
import { personOf } from '../person-of.js';
import { sayPair } from '../say-pair.js';

/** Thrown for words behind a command that it cannot use. */
export class ChatWordsError extends CodedError {}

const SHOWN = 8;
const READ = 200;
const FEWEST = 0.6;

/** Pairs that wait for a person, the surest first. */
export const findMatches = (service: string): ChatCommandDefinition => ({
  name: 'find_matches',
  about: 'pairs that wait for your word, the surest first',
  words: { name: 'similarity', about: 'least confidence, 0 to 1 (0.6)', required: false },
  async run(parts, words) {
    const least = words === '' ? FEWEST : Number(words);
    if (!(least >= 0 && least <= 1))
      throw new ChatWordsError('chat.words', `"${words}" is no similarity: a number from 0 to 1, such as 0.7`);
    const rows = await listMatches(parts.database.queries, { status: 'review', limit: READ });
    const found = rows
      .filter(({ match }) => match.confidence >= least)
      .toSorted((a, b) => b.match.confidence - a.match.confidence)
      .slice(0, SHOWN);
    if (found.length === 0) return { text: `No pair with a confidence of ${least} or more waits.` };
    return {
      text: found.map((row, index) => `${index + 1}. ${sayPair(row)}`).join('\n\n'),
      choices: found.map(({ match }, index) => ({
        label: `Approve ${index + 1}`,
        act: (by) => review(parts, service, match.id, 'approve', by),
      })),
    };
  },
});

/** Pairs by what became of them. */
export const listPairs: ChatCommandDefinition = {
  name: 'list_pairs',
  about: 'pairs of markets, newest first',
  words: { name: 'status', about: 'active, review, suspended or refused (active)', required: false },
  async run({ database }, words) {
    const status = matchSchema.shape.status.safeParse(words === '' ? 'active' : words.toLowerCase()).data;
    if (status === undefined)
      throw new ChatWordsError('chat.words', `"${words}" is no status: active, review, suspended or refused`);
    const rows = await listMatches(database.queries, { status, limit: SHOWN });
    return { text: rows.length === 0 ? `No pair is ${status}.` : rows.map(sayPair).join('\n\n') };
  },
};

const decide = (
  service: string,
  action: 'approve' | 'pause',
  name: string,
  about: string,
  question: string,
): ChatCommandDefinition => ({
  name,
  about,
  words: { name: 'pair', about: 'its id, as /list_pairs and /find_matches show it', required: true },
  async run(parts, words) {
    const found = await findMatch(parts.database.queries, words);
    if (found === null)
      throw new ChatWordsError('chat.pair', `There is no pair "${words}"; /list_pairs and /find_matches show ids`);
    return {
      text: `${sayPair(found)}\n\n${question}`,
      choices: [{ label: YES, act: (by) => review(parts, service, words, action, by) }, leaveIt],
    };
  },
});

export const approvePair = (service: string): ChatCommandDefinition =>
  decide(
    service,
    'approve',
    'approve_pair',
    'say that a pair is the same question',
    'Is it the same question, as the rules stand now?',
  );

export const pausePair = (service: string): ChatCommandDefinition =>
  decide(service, 'pause', 'pause_pair', 'trade a pair no more for now', 'Trade it no more for now?');

/** A person's word on a pair, by the function that the command line and the dashboard use. */
export async function review(
  { clock, database }: ChatParts,
  service: string,
  id: string,
  action: 'approve' | 'pause' | 'reject',
  by: { readonly person: string },
): Promise<string> {
  await reviewMatch(database.queries, { id, action, by: personOf(service, by), note: 'in the chat' }, clock.now());
  const done = { approve: 'Approved', pause: 'Paused', reject: 'Rejected' }[action];
  return `${done}: ${id}. The matcher acts on it within a second.`;
}
