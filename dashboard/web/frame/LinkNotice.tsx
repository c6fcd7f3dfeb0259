import { ageSpan } from '../format/age-span.js';
import { useLink } from '../live/use-link.js';
import { useNow } from '../live/use-now.js';
import { When } from '../parts/When.js';

/** Says that the numbers stand still, and since when. Trading goes on without the page. */
export function LinkNotice() {
  const link = useLink();
  return link.kind === 'lost' ? <Lost since={link.since} /> : null;
}

function Lost({ since }: { readonly since: number }) {
  const now = useNow();
  return (
    <div className="notice notice-lost" role="alert">
      <strong>Disconnected for {ageSpan(now - since)}.</strong> What you see is as of <When at={since} as="time" />. The
      swarm may still be trading; this page comes back by itself.
    </div>
  );
}
