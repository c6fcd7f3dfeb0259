import type { SettlementWorld } from '@pm-arbitrage/core/domain/settlement-world.js';
import type { Question } from '../reading/question.js';
import { wordKey } from '../text/split-words.js';
import type { SettlementSide } from './settlement-side.js';
import { WHOLE, worldApart } from './world.js';

const PRIMARY = wordKey('primary');
const NOMINEE = wordKey('nominee');
const PRESIDENT = wordKey('president');
/** How often who wins a primary below the presidency is replaced before the election: deaths, withdrawals, courts. */
const REPLACED = 0.01;
/** How often somebody wins a nomination and does not take it. */
const DECLINED = 0.003;
const TABLE =
  /\bregular[- ]season\b|\bleague (?:phase|stage|table)\b|\bstandings\b|\bSupporters'? Shield\b|\bmost points\b/i;
const KNOCKOUT = /\bplay-?offs?\b|\bgrand final\b|\bchampionship (?:game|match|series)\b|\bpostseason\b|\bcup final\b/i;

/** Worlds in which two stages of one contest have different winners, though whoever wins the one nearly always wins the other. */
export function stageApart(a: SettlementSide, b: SettlementSide): readonly SettlementWorld[] {
  return [...primaryApart(a.question, b.question), ...acceptedApart(a, b), ...tableApart(a, b), ...tableApart(b, a)];
}

/** Conventions choose presidential nominees, and have chosen others than the primaries did. */
function primaryApart(a: Question, b: Question): readonly SettlementWorld[] {
  const onlyPrimary = (question: Question) => says(question, PRIMARY) && !says(question, NOMINEE);
  const isApart =
    (onlyPrimary(a) && says(b, NOMINEE) && !says(b, PRIMARY)) ||
    (onlyPrimary(b) && says(a, NOMINEE) && !says(a, PRIMARY));
  if (!isApart) return [];
  const probability = says(a, PRESIDENT) || says(b, PRESIDENT) ? null : REPLACED;
  return [worldApart('milestone', probability, WHOLE, 'the winner of the primary does not become the nominee')];
}

function acceptedApart(a: SettlementSide, b: SettlementSide): readonly SettlementWorld[] {
  const asks = [a, b].map(({ listing }) => /\baccepts?\b[^.]{0,40}\bnomination\b/i.test(listing.rules));
  if (asks[0] === asks[1] || !says(a.question, NOMINEE) || !says(b.question, NOMINEE)) return [];
  return [
    worldApart('milestone', DECLINED, WHOLE, 'one side asks that the nomination is accepted, the other that it is won'),
  ];
}

/** "League winner" may be who leads the table or who wins the play-offs, and both are often others. */
function tableApart(a: SettlementSide, b: SettlementSide): readonly SettlementWorld[] {
  const [x, y] = [textOf(a), textOf(b)];
  const [table, knockout] = [TABLE.exec(x)?.[0], KNOCKOUT.exec(y)?.[0]];
  if (table === undefined || knockout === undefined || KNOCKOUT.test(x) || TABLE.test(y)) return [];
  if (a.question.threshold !== null || b.question.threshold !== null) return [];
  const what = `one side is decided by "${table}", the other by "${knockout}": two winners`;
  return [worldApart('milestone', null, WHOLE, what)];
}

const says = ({ claim }: Question, key: string): boolean => claim.some((word) => word.key === key);
const textOf = ({ listing }: SettlementSide): string => `${listing.title}\n${listing.subtitle}\n${listing.rules}`;
