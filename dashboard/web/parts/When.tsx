import { bothZones, day, dayAndTime, timeOfDay } from '../format/moment.js';
import { useZone } from './zone.js';

const forms = { time: timeOfDay, day, 'day-and-time': dayAndTime };

interface WhenProps {
  /** Unix ms. */
  readonly at: number;
  readonly as?: keyof typeof forms;
}

/** A moment in the chosen zone; hovering tells it in UTC and local time. */
export function When({ at, as = 'day-and-time' }: WhenProps) {
  const { zone } = useZone();
  return (
    <time dateTime={new Date(at).toISOString()} onPointerEnter={(event) => tell(event.currentTarget, at)}>
      {forms[as](at, zone)}
    </time>
  );
}

/** Put in only where somebody points: writing it for every moment of a busy list costs more than all the rest. */
function tell(element: HTMLElement, at: number): void {
  element.title = bothZones(at);
}
