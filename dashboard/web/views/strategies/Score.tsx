import type { StrategyRow } from '../../../protocol/strategy-row.js';
import { ratio } from '../../format/ratio.js';
import { useScoreScale } from './score-scale.js';

/** A score with its interval, on the scale of all strategies. */
export function Score({ score }: { readonly score: StrategyRow['score'] }) {
  const { low, high } = useScoreScale();
  if (score === null) return <span className="quiet">too little to tell</span>;
  const x = (value: number) => `${((value - low) / (high - low)) * 100}%`;
  return (
    <span className="score">
      <span className="num">{ratio(score.sharpe)}</span>
      <span className="score-interval" aria-hidden="true">
        <span className="score-zero" style={{ left: x(0) }} />
        <span className="score-line" style={{ left: x(score.low), right: `calc(100% - ${x(score.high)})` }} />
        <span className="score-dot" style={{ left: x(score.sharpe) }} />
      </span>
      <span className="quiet num">
        {ratio(score.low)} to {ratio(score.high)}, {score.days} d
      </span>
    </span>
  );
}
