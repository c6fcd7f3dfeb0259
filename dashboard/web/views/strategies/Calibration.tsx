import type { CalibrationView } from '../../../protocol/strategy-row.js';
import { percent } from '../../format/percent.js';

const SIZE = 180;
const EDGE = 26;
const at = (share: number) => EDGE + share * (SIZE - EDGE - 8);
const up = (share: number) => SIZE - at(share);

interface CalibrationProps {
  /** Whose probabilities they are. */
  readonly title: string;
  readonly calibration: CalibrationView;
}

/** What was said against what happened: on the line it is honest. */
export function Calibration({ title, calibration }: CalibrationProps) {
  const { brier, outcomes, bins } = calibration;
  const filled = bins.filter(({ count }) => count > 0);
  return (
    <figure className="calibration">
      <svg
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        role="img"
        aria-label={`${title}: calibration over ${outcomes} outcomes, Brier score ${brier.toFixed(3)}`}
      >
        <line className="calibration-axis" x1={at(0)} y1={up(0)} x2={at(1)} y2={up(0)} />
        <line className="calibration-axis" x1={at(0)} y1={up(0)} x2={at(0)} y2={up(1)} />
        <line className="calibration-honest" x1={at(0)} y1={up(0)} x2={at(1)} y2={up(1)} />
        {filled.map(({ from, meanProbability, low, high, observed, count }) => (
          <g key={from}>
            <line
              className="calibration-interval"
              x1={at(meanProbability)}
              x2={at(meanProbability)}
              y1={up(low)}
              y2={up(high)}
            />
            <circle cx={at(meanProbability)} cy={up(observed)} r={Math.min(6, 2 + Math.sqrt(count) / 3)}>
              <title>{`said ${percent(meanProbability)}, happened ${percent(observed)} of ${count}`}</title>
            </circle>
          </g>
        ))}
        <text x={at(0.5)} y={SIZE - 6} textAnchor="middle">
          said
        </text>
        <text x={12} y={up(0.5)} textAnchor="middle" transform={`rotate(-90 12 ${up(0.5)})`}>
          happened
        </text>
      </svg>
      <figcaption className="quiet num">
        {title}
        <br />
        Brier {brier.toFixed(3)} over {outcomes} outcomes
      </figcaption>
    </figure>
  );
}
