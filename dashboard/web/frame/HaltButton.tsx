import type { HaltView } from '../../protocol/halt-view.js';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import { ActionButton } from '../parts/ActionButton.js';
import { ReasonDialog } from '../parts/ReasonDialog.js';

/** HALT_ALL: always in the same corner, one confirmation away from stopping everything. */
export function HaltButton({ halt }: { readonly halt: HaltView | null }) {
  const [asking, setAsking] = useState(false);
  const order = useAction('/api/v1/halt');
  const halted = halt !== null && halt.halt !== null;
  const close = () => {
    setAsking(false);
    order.reset();
  };
  return (
    <>
      <ActionButton
        className={halted ? 'halt-button halt-done' : 'halt-button'}
        onClick={() => setAsking(true)}
        label="Halt all trading"
      >
        Halt all
      </ActionButton>
      {asking && (
        <ReasonDialog
          title={halted ? 'Halt once more?' : 'Stop all trading?'}
          confirm="Halt all"
          danger
          suggestion="Halted from the dashboard"
          pending={order.isPending}
          error={order.error}
          onClose={close}
          onConfirm={(reason) => order.mutate({ reason }, { onSuccess: close })}
        >
          <p>
            No new order leaves, resting orders are cancelled. Positions stay as they are. It holds over restarts until
            you resume.
          </p>
        </ReasonDialog>
      )}
    </>
  );
}
