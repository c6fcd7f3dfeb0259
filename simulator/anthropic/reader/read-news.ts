import type { Reply } from '../script.js';
import { namesIn } from './terms.js';

const BLOCK = (name: string) => new RegExp(`<<<the ${name} ([0-9a-f]+)\\n([\\s\\S]*?)\\n\\1 the ${name}>>>`);
const HAPPENED = /\b(confirms?|confirmed|signs?|signed|agrees?|agreed|restores?|restored|wins?|won|elects?|elected)\b/i;
const FAILED = /\b(rejects?|rejected|fails?|failed|loses?|lost|withdraws?|withdrew|collapses?|collapsed)\b/i;
const OPEN = /\b(may|might|could|will|expected|likely|plans?|poised|considers?|if|whether)\b|\?/i;
const TAKEN_BACK = /\b(correction|retracts?|retracted|denies|denied|false report)\b/i;
/** Share of the names of a market's question that a story about it names. */
const NAMED = 0.6;

interface Said {
  readonly decides: 'yes' | 'no' | 'nothing';
  readonly sentence: string | null;
  readonly retracts: boolean;
}

const fieldOf = (text: string, name: string): string =>
  new RegExp(`^${name}: (.*(?:\\n {2}.*)*)`, 'm').exec(text)?.[1]?.replaceAll('\n  ', '\n') ?? '';

/**
 * A stand-in of a model that reads a story beside a market; null where the prompt holds none. It knows nothing of the world:
 * a sentence decides that names who the market names and says that something happened or failed. It believes what it reads.
 */
export function readNews(prompt: string): Reply | null {
  const market = BLOCK('market').exec(prompt)?.[2];
  const story = BLOCK('story').exec(prompt)?.[2];
  if (market === undefined || story === undefined) return null;
  const { decides, sentence, retracts } = read(market, story);
  const analysis = sentence === null ? 'The story decides nothing.' : 'The story says that it has happened.';
  return { content: { analysis, decides, sentence, retracts, confidence: 0.95 } };
}

function read(market: string, story: string): Said {
  const nothing: Said = { decides: 'nothing', sentence: null, retracts: false };
  const asked = `${fieldOf(market, 'title')} ${fieldOf(market, 'outcome that is YES')}`;
  const names = new Set(namesIn(asked).map(({ key }) => key));
  const text = `${fieldOf(story, 'title')}\n${fieldOf(story, 'summary')}`;
  if (!areNamed(names, text)) return nothing;
  if (TAKEN_BACK.test(text)) return { ...nothing, retracts: true };
  const turned = /\b(fail|not)\b/i.test(asked);
  for (const sentence of text.split(/(?<=[.!?])\s+|\n/)) {
    if (!areNamed(names, sentence) || OPEN.test(sentence)) continue;
    if (FAILED.test(sentence)) return { decides: turned ? 'yes' : 'no', sentence, retracts: false };
    if (HAPPENED.test(sentence)) return { decides: turned ? 'no' : 'yes', sentence, retracts: false };
  }
  return nothing;
}

function areNamed(names: ReadonlySet<string>, text: string): boolean {
  const there = new Set(namesIn(text).map(({ key }) => key));
  return names.size > 0 && [...names].filter((name) => there.has(name)).length >= NAMED * names.size;
}
