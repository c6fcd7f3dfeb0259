import { ageSpan } from '../format/age-span.js';
import { bothZones } from '../format/moment.js';
import { useNow } from '../live/use-now.js';

/** Time that is left until a moment (Unix ms), by the server's clock. */
export function Countdown({ to }: { readonly to: number }) {
  const left = to - useNow();
  return <span title={bothZones(to)}>{left > 0 ? `in ${ageSpan(left)}` : `${ageSpan(-left)} overdue`}</span>;
}
