interface SparklineProps {
  readonly values: readonly number[];
  readonly label: string;
}

const WIDTH = 96;
const HEIGHT = 28;

/** A small line from nothing to now, with the level of nothing marked. */
export function Sparkline({ values, label }: SparklineProps) {
  if (values.length < 2) return <span className="quiet">too few days</span>;
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const y = (value: number) => 2 + (HEIGHT - 4) * (1 - (value - low) / (high - low || 1));
  const x = (index: number) => (index / (values.length - 1)) * (WIDTH - 4) + 2;
  const last = values.at(-1) ?? 0;
  return (
    <svg
      className={last >= 0 ? 'sparkline sparkline-gain' : 'sparkline sparkline-loss'}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <line x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} />
      <polyline points={values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2" />
    </svg>
  );
}
