import type { Market } from '../../domain/market.js';
import { refuse } from '../terms-refusal.js';
import { plainText } from './plain-text.js';

/** A market's texts in one spelling. */
export interface MarketText {
  readonly title: string;
  readonly eventTitle: string;
  /** Kalshi's name of YES, or Polymarket's first outcome (its group title where that is "Yes"). */
  readonly subtitle: string;
  /** The condition of a Kalshi market ("If … then the market resolves to Yes"); of others all rules. */
  readonly primary: string;
  readonly rules: string;
  /** Whether the rules say what pays YES in the way of their venue, and nothing before it pays NO. */
  readonly paysYes: boolean;
  /** Rules and the sources that the venue lists beside them. */
  readonly sourced: string;
}

/** Recorded rules have at most 6,000 characters. What is longer is refused whole: half a rule is another rule. */
export const LONGEST_TEXT = 20_000;
const PAYS_NO = /\b(?:resolves?|resolved) (?:to )?"?No\b/i;
const PAYS_OUTCOME = /\bresolves? (?:immediately )?(?:to "|to the|according to|Yes\b)/i;
const PRIMARY_END = /\bthe market (?:resolves|will resolve) to "?Yes\b/i;

/** @throws TermsRefusal `no-rules`, `too-long` */
export function marketText(market: Market): MarketText {
  const sources = market.sources.join('\n');
  const { title, subtitle, event } = market;
  const length = title.length + subtitle.length + event.title.length + market.rules.length + sources.length;
  if (length > LONGEST_TEXT) refuse('too-long', `${length} characters, ${LONGEST_TEXT} are read`);
  const rules = plainText(market.rules);
  if (rules === '') refuse('no-rules', 'the market has no rules');
  const end = market.platform === 'kalshi' ? rules.search(PRIMARY_END) : -1;
  const primary = end < 0 ? rules : rules.slice(0, end);
  return {
    title: plainText(title),
    eventTitle: plainText(event.title),
    subtitle: plainText(subtitle),
    primary,
    rules,
    paysYes: market.platform === 'kalshi' ? end >= 0 && !PAYS_NO.test(primary) : PAYS_OUTCOME.test(rules),
    sourced: `${rules}\n${plainText(sources)}`,
  };
}
