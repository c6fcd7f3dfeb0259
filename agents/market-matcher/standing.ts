import type { Match } from '@pm-arbitrage/core/domain/match.js';
import type { RuleTexts } from '@pm-arbitrage/core/domain/match-review.js';
import { isOpenWorld, type SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { Dossier } from './dossier.js';
import { ACCEPT } from './verdict.js';

/** What a dossier comes to: the part of a match that is judgement. */
export type Standing = Pick<
  Match,
  'status' | 'suspension' | 'reason' | 'polarity' | 'confidence' | 'worlds' | 'decidedBy'
> & {
  /** The texts that the judgement rests on. */
  readonly texts: RuleTexts;
  /** Titles and strikes that a person's word rests on; null where nobody's does. */
  readonly titles: RuleTexts | null;
};

/** What the venues list of a pair, by hash. */
export interface ListedTexts {
  readonly rules: RuleTexts;
  readonly titles: RuleTexts;
}

const REREAD = 'a rule text changed since the review';
const RETITLED = 'a title or strike changed since the review';

/** What the one who is to be believed says: a person's last word, else the file of reviewed matches, else the rules. */
interface Word {
  readonly by: string;
  readonly note: string;
  readonly polarity: Match['polarity'];
  readonly confidence: number;
  readonly refused: boolean;
  readonly worlds: readonly SettlementWorld[];
  /** The texts it is about; null: the one that was there when it was first heard. */
  readonly texts: { readonly [side in keyof RuleTexts]: string | null };
}

function wordOf({ review, entry, judgement }: Dossier): Word | null {
  const worlds = judgement?.worlds ?? [];
  if (review !== null) {
    const { by, note, polarity, texts, acceptsWorlds, action } = review;
    return {
      by,
      note,
      polarity,
      texts,
      confidence: 1,
      refused: action === 'reject',
      worlds: acceptsWorlds ? acceptedBy(by, worlds) : worlds,
    };
  }
  if (entry !== null) {
    const { reviewedBy, note, polarity, confidence, kalshiRulesHash: kalshi, polymarketRulesHash: polymarket } = entry;
    // Who wrote the file has read the rules, and answers for what they say.
    return {
      by: reviewedBy,
      note,
      polarity,
      confidence,
      refused: false,
      worlds: acceptedBy(reviewedBy, worlds),
      texts: { kalshi, polymarket },
    };
  }
  if (judgement === null) return null;
  const { verdict, by, texts } = judgement;
  const { reason, polarity, confidence, decision } = verdict;
  return { by, note: reason, polarity, confidence, refused: decision === 'refuse', worlds, texts };
}

/** Whether a pair may trade, and why not; null while nobody said anything. `now` are the texts that the venues list. */
export function standingOf(dossier: Dossier, now: ListedTexts): Standing | null {
  const { match, paused, apart, rejudged } = dossier;
  const word = wordOf(dossier);
  if (word === null) return null;
  const { by, note, polarity, confidence, worlds } = word;
  const texts = {
    kalshi: word.texts.kalshi ?? match?.kalshiRulesHash ?? now.rules.kalshi,
    polymarket: word.texts.polymarket ?? match?.polymarketRulesHash ?? now.rules.polymarket,
  };
  // Judgements are made anew when a title changes; what a person read is not.
  const titles = hasPerson(dossier) ? (dossier.titles ?? now.titles) : null;
  const standing = (status: Match['status'], reason: string, suspension: Match['suspension'] = null): Standing => ({
    status,
    suspension,
    reason,
    polarity,
    confidence,
    decidedBy: by,
    texts,
    titles,
    worlds: [...worlds],
  });
  if (word.refused) return standing('refused', note);
  // Texts that change back have changed all the same, unless the word names the very texts of now.
  const changedBefore = match?.suspension === 'rules-changed' && dossier.review === null && !isPinned(dossier);
  if (changedBefore || !areSame(texts, now.rules)) return standing('suspended', REREAD, 'rules-changed');
  if (titles !== null && !areSame(titles, now.titles)) return standing('suspended', RETITLED, 'rules-changed');
  if (paused !== null) return standing('suspended', `paused by ${paused.by}: ${paused.note}`, 'paused');
  if (rejudged !== null && !hasPerson(dossier)) return standing('suspended', rejudged, 'rejudged');
  if (apart !== null) return standing('suspended', apart, 'prices-apart');
  if (confidence < ACCEPT) return standing('review', note);
  const open = worlds.find(isOpenWorld);
  if (open) return standing('review', `nobody can say how often they pay apart: ${open.what}`);
  return standing('active', note);
}

const hasPerson = ({ review, entry }: Dossier): boolean => review !== null || entry !== null;

const isPinned = ({ entry }: Dossier): boolean =>
  entry !== null && entry.kalshiRulesHash !== null && entry.polymarketRulesHash !== null;

const areSame = (a: RuleTexts, b: RuleTexts): boolean => a.kalshi === b.kalshi && a.polymarket === b.polymarket;

const acceptedBy = (by: string, worlds: readonly SettlementWorld[]): readonly SettlementWorld[] =>
  worlds.map((world) => (isOpenWorld(world) ? { ...world, acceptedBy: by } : world));
