import type { Market } from '../../domain/market.js';
import type { Condition } from '../../fair-value/settlement-interval.js';
import { refuse } from '../terms-refusal.js';
import { checkHeadline } from '../text/check-headline.js';
import { checkStrike } from '../text/check-strike.js';
import { findConditions } from '../text/find-conditions.js';
import type { MarketText } from '../text/market-text.js';
import { wordedMatch } from '../text/worded-match.js';
import type { Worded } from '../worded.js';
import { FIGURE_SERIES, type FigureSeries } from './figure-series.js';
import type { FigureTerms } from './figure-terms.js';
import { readFed } from './read-fed.js';
import { readPeriod } from './read-period.js';
import { resolvingClause } from './resolving-clause.js';

const FED = /\bfederal funds\b|\bFederal Reserve does\b/i;
const FIRST =
  /\bfirst (?:official )?(?:release|print|publication)\b[^.]{0,60}|\brevisions?\b[^.]{0,80}\b(?:not|no|ignored|without)\b[^.]{0,60}/i;
const DECIMALS = /\b(single|one|two)[- ]decimal\b|\bonly one decimal\b|\bone[- ]decimal place\b/i;
const PERCENT = /%|percent|percentage/i;
/** Other places and other baskets with the same words. */
const ELSEWHERE =
  /\b(?:Canada|Canadian|Eurozone|euro area|UK|United Kingdom|Japan|China|India|Mexico|Brazil|Turkey|Argentina|Germany)\b/i;
/** Parts and relatives of a series, published beside it under the same words. */
const RELATIVES =
  /\bCPI-W\b|\bchained\b|\bU-[12456]\b|\b(?:shelter|rents?|used cars?|gasoline|airfares?|airline fares?|eggs?|medical|apparel|services|food|energy)\b|\bprivate\b|\bADP\b|\b(?:second|third|final) estimate\b/i;
const CORE_BASKET = /\b(?:less|excluding) food and energy\b/gi;
const OF_ALL =
  /(?:\bthe|\bU\.?S\.?|\bUnited States|\bnational|\bofficial|\bseasonally[- ]adjusted) unemployment rate\b/i;
const OF_SOME =
  /\bunemployment rate(?: \(U-3\))? (?:among|for (?:workers|people|men|women|blacks?|whites?)|of|in the state|in (?!January|February|March|April|May|June|July|August|September|October|November|December|the United))/i;
const PATH = /\bany (?:month|time|point)\b|\bfor any\b|\bat any\b|\baverage\b|\bconsecutive\b/i;

export const looksLikeFigure = (text: MarketText): boolean => {
  const said = `${text.title} ${resolvingClause(text)}`;
  if (FED.test(text.rules) && /\bmeeting\b/i.test(`${text.title} ${text.rules}`)) return true;
  const named = /\binflation\b/i.test(text.title) ? `${said} ${text.rules}` : said;
  return FIGURE_SERIES.some(({ words }) => words.test(named));
};

const BASES: readonly RegExp[] = [
  /\bCPI\b|\bConsumer Price/i,
  /\bunemployment rate\b/i,
  /\bpayrolls?\b/i,
  /\bclaims\b/i,
  /\bGDP\b|\bgross domestic/i,
  /\bPCE\b|\bpersonal consumption\b/i,
];

/** @throws TermsRefusal */
export function classifyFigure(market: Market, text: MarketText): FigureTerms {
  if (FED.test(text.rules)) return readFed(market, text);
  const clause = resolvingClause(text);
  if (clause === '') return refuse('ambiguous', 'what YES depends on is not said');
  if (BASES.filter((words) => words.test(clause)).length > 1)
    return refuse('unknown-class', 'more than one figure is named');
  const series = seriesOf(clause, text);
  const elsewhere = ELSEWHERE.exec(`${text.title} ${clause}`);
  if (elsewhere !== null) return refuse('unknown-alias', `figures of ${elsewhere[0]} are not followed`);
  const relative = RELATIVES.exec(`${text.title} ${clause}`.replaceAll(CORE_BASKET, ' '));
  if (relative !== null) return refuse('unknown-alias', `"${relative[0]}" is another series than ${series.value.name}`);
  if (series.value.name === 'unemployment' && (!OF_ALL.test(clause) || OF_SOME.test(clause)))
    return refuse('unknown-alias', 'whose unemployment it is, is not said or not followed');
  if (PATH.test(clause)) return refuse('unknown-class', 'this is no figure of one period');
  const source = wordedMatch(text.sourced, series.value.publisher, series.value.name);
  if (source === null) return refuse('no-source', 'nobody is named who publishes the figure');
  return {
    kind: 'figure',
    needs: [{ type: 'economics', symbol: series.value.symbol }],
    figure: { value: series.value.name, text: series.text },
    period: readPeriod(`${clause} | ${spans(text.rules)} | ${text.title}`, series.value, market.closeTime),
    condition: readCondition(market, text, clause, series.value),
    unit: series.value.unit,
    published: readPublished(text.rules, series.value),
    source: { value: source.text, text: source.text },
    release: wordedMatch(text.rules, FIRST, 'first'),
  };
}

/** "from January to February 2023" anywhere in the rules must not be another month than that of the clause. */
const spans = (rules: string): string =>
  [...rules.matchAll(/\bfrom [A-Z][a-z]{2,8}(?: 20\d\d)? to [A-Z][a-z]{2,8} 20\d\d\b/g)]
    .map(([text]) => text)
    .join(' | ');

function seriesOf(clause: string, { title, rules }: MarketText): Worded<FigureSeries> {
  for (const words of [clause, `${clause} ${title}`, `${clause} ${title} ${rules}`]) {
    const series = FIGURE_SERIES.find((one) => one.words.test(words));
    if (series === undefined) continue;
    if (/\bcore\b/i.test(title) !== /\bcore\b/i.test(series.name) && series.name.includes('cpi'))
      refuse('contradiction', `the title "${title}" is about another basket`);
    adjusted(`${title} ${rules}`, series);
    return { value: series, text: series.words.exec(words)?.[0] || clause.slice(0, 80) };
  }
  return refuse('unknown-class', 'no figure of the list');
}

/** Monthly changes of prices are seasonally adjusted, those of twelve months are not: other ones are other series. */
function adjusted(said: string, { name }: FigureSeries): void {
  const not = /\b(?:not seasonally adjusted|unadjusted|non-seasonally adjusted)\b/i.exec(said);
  const is = /(?<!not |non-)\bseasonally[- ]adjusted\b/i.exec(said);
  if (name.endsWith('-month') && not !== null) refuse('unknown-alias', `"${not[0]}" is another series than ${name}`);
  if (name.endsWith('-year') && is !== null) refuse('unknown-alias', `"${is[0]}" is another series than ${name}`);
}

function readCondition(market: Market, text: MarketText, clause: string, series: FigureSeries): Worded<Condition> {
  if (/\bdecreas|\bfalls?\b|\bdeclin/i.test(clause)) refuse('ambiguous', 'by how much a figure falls is not read');
  const found = findConditions(clause);
  const [first, second] = found;
  if (first === undefined) return refuse('strike-missing', 'the rules compare with no number');
  if (second !== undefined)
    return refuse('unknown-class', `"${first.text}" and "${second.text}": more than one condition`);
  if (PERCENT.test(first.text) !== (series.unit === 'percent'))
    return refuse('ambiguous', `"${first.text}" is not in the unit of ${series.name}`);
  if (first.decimals > series.published)
    return refuse('contradiction', `"${first.text}" is finer than what is published`);
  checkHeadline([text.title, text.subtitle], first.condition, { decimals: series.published });
  checkStrike(market.strike, first.condition, series.published);
  return { value: first.condition, text: first.text };
}

function readPublished(rules: string, { published, name }: FigureSeries): number {
  const said = DECIMALS.exec(rules);
  if (said === null) return published;
  const decimals = said[1]?.toLowerCase() === 'two' ? 2 : 1;
  return decimals === published ? published : refuse('contradiction', `${name} is not published with "${said[0]}"`);
}
