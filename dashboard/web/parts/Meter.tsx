interface MeterProps {
  /** 0…1 and above. */
  readonly share: number;
  readonly label: string;
  /** The value in words. */
  readonly text: string;
}

/** How much of a limit is used; the mark at 80% is where one should begin to look. */
export function Meter({ share, label, text }: MeterProps) {
  const level = share >= 1 ? 'full' : share >= 0.8 ? 'high' : 'fine';
  return (
    <div
      className={`meter meter-${level}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(Math.min(1, share) * 100)}
      aria-valuetext={text}
    >
      <span style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </div>
  );
}
