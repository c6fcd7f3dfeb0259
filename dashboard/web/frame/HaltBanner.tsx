import type { HaltView } from '../../protocol/halt-view.js';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import { ActionButton } from '../parts/ActionButton.js';
import { ReasonDialog } from '../parts/ReasonDialog.js';
import { When } from '../parts/When.js';
import { HaltObedience } from './HaltObedience.js';
import { VenuesUnreached } from './VenuesUnreached.js';

/** A halt in force: who ordered it and why, which process obeys, and the way out of it. */
export function HaltBanner({ halt }: { readonly halt: HaltView | null }) {
  const [asking, setAsking] = useState(false);
  const resume = useAction('/api/v1/resume');
  if (halt === null || halt.halt === null) return null;
  const close = () => {
    setAsking(false);
    resume.reset();
  };
  const { by, reason, at } = halt.halt;
  return (
    <section className="notice notice-halt" aria-label="Halt in force">
      <div className="halt-told">
        <p role="alert">
          <strong>All trading is halted.</strong> <span>{reason}</span>
        </p>
        <p className="halt-by">
          By {by}, <When at={at} />
        </p>
      </div>
      <ActionButton className="button" onClick={() => setAsking(true)}>
        Resume…
      </ActionButton>
      <VenuesUnreached halt={halt} />
      <HaltObedience halt={halt} />
      {asking && (
        <ReasonDialog
          title="Resume trading?"
          confirm="Resume trading"
          pending={resume.isPending}
          error={resume.error}
          onClose={close}
          onConfirm={(why) => resume.mutate({ reason: why }, { onSuccess: close })}
        >
          <p>
            Every halt in force ends, and the swarm trades again at once
            {halt.mode === 'live' ? ', with real money' : ''}.
          </p>
        </ReasonDialog>
      )}
    </section>
  );
}
