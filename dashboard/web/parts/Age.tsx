import { ageSpan } from '../format/age-span.js';
import { bothZones } from '../format/moment.js';
import { useNow } from '../live/use-now.js';

interface AgeProps {
  /** When it was true, Unix ms; null: never. */
  readonly at: number | null;
  /** From when on it is marked as old, ms. */
  readonly oldAfterMs: number;
  /** Say nothing while it is fresh. */
  readonly onlyOld?: boolean;
}

/** How old a number is. */
export function Age({ at, oldAfterMs, onlyOld = false }: AgeProps) {
  const now = useNow();
  if (at === null) return <span className="age age-old">never</span>;
  const age = now - at;
  const old = age > oldAfterMs;
  if (onlyOld && !old) return null;
  return (
    <span className={old ? 'age age-old' : 'age'} title={bothZones(at)}>
      {ageSpan(age)} {old ? 'old' : 'ago'}
    </span>
  );
}
