import type { HaltView } from '../../protocol/halt-view.js';
import { useNow } from '../live/use-now.js';
import { venuesUnreached } from './venues-unreached.js';

/** What to do when nobody says that the venues were told of a halt: the one way that needs neither executor nor bus. */
export function VenuesUnreached({ halt }: { readonly halt: HaltView }) {
  const why = venuesUnreached(halt, useNow());
  if (why === null) return null;
  return (
    <div className="halt-unreached" role="alert">
      <p>
        <strong>Orders may still rest at the venues: {why}.</strong> This page holds no keys of theirs. Where the keys
        are, run
      </p>
      <p>
        <code>npm run cli -- halt --reason "the executor does not answer"</code>
      </p>
      <p>It asks both venues directly to cancel everything, and says what each of them answered.</p>
    </div>
  );
}
