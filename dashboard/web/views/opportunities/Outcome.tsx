import type { OpportunityOutcome } from '../../../protocol/opportunity-row.js';
import { placeHash } from '../../app/place.js';
import { plainWords } from '../../format/plain-words.js';
import { Tag } from '../../parts/Tag.js';
import { TradeStateTag } from '../../parts/TradeStateTag.js';

/** What became of it, and why. */
export function Outcome({ outcome }: { readonly outcome: OpportunityOutcome }) {
  switch (outcome.kind) {
    case 'open':
      return <Tag tone="accent">open</Tag>;
    case 'taken':
      return (
        <span className="outcome">
          <Tag tone="good">taken</Tag>
          <TradeStateTag state={outcome.state} />
          <a href={placeHash('audit', outcome.tradeId)}>{outcome.strategy}</a>
        </span>
      );
    case 'refused':
      return (
        <span className="outcome">
          <Tag tone="warn">refused</Tag>
          <span>
            {plainWords(outcome.rule)}: <span className="num">{outcome.value}</span>, limit{' '}
            <span className="num">{outcome.limit}</span>
            <span className="quiet"> {outcome.message}</span>
          </span>
        </span>
      );
    case 'passed':
      return (
        <span className="outcome">
          <Tag>passed</Tag>
          <span>{outcome.reason}</span>
        </span>
      );
  }
}
