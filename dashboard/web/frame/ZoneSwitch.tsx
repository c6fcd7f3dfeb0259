import { timeOfDay, type Zone } from '../format/moment.js';
import { useNow } from '../live/use-now.js';
import { useZone } from '../parts/zone.js';

const zones: readonly { readonly zone: Zone; readonly name: string }[] = [
  { zone: 'local', name: 'Local' },
  { zone: 'utc', name: 'UTC' },
];

/** The time in both zones; pressing one writes all times in it. */
export function ZoneSwitch() {
  const now = useNow();
  const { zone: chosen, choose } = useZone();
  return (
    <div className="zones" role="group" aria-label="Time zone of all times">
      {zones.map(({ zone, name }) => (
        <button key={zone} type="button" aria-pressed={zone === chosen} onClick={() => choose(zone)}>
          <span>{name}</span>
          <span className="num">{timeOfDay(now, zone)}</span>
        </button>
      ))}
    </div>
  );
}
