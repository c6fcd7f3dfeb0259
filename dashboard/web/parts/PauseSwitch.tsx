import { useState, type ReactNode } from 'react';
import { ActionButton } from './ActionButton.js';
import { ReasonDialog } from './ReasonDialog.js';

interface PauseSwitchProps {
  /** `strategy atomic-arb`, `venue kalshi`. */
  readonly what: string;
  readonly paused: boolean;
  readonly pause: (reason: string) => Promise<unknown>;
  readonly resume: (reason: string) => Promise<unknown>;
  /** What pausing means. */
  readonly children: ReactNode;
}

/** Takes one part of the swarm out, or back in, with a reason. */
export function PauseSwitch({ what, paused, pause, resume, children }: PauseSwitchProps) {
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (reason: string) => {
    setPending(true);
    setError(null);
    try {
      await (paused ? resume(reason) : pause(reason));
      setAsking(false);
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <ActionButton onClick={() => setAsking(true)} label={`${paused ? 'Resume' : 'Pause'} ${what}`}>
        {paused ? 'Resume…' : 'Pause…'}
      </ActionButton>
      {asking && (
        <ReasonDialog
          title={`${paused ? 'Resume' : 'Pause'} ${what}?`}
          confirm={paused ? 'Resume' : 'Pause'}
          pending={pending}
          error={error}
          onClose={() => setAsking(false)}
          onConfirm={(reason) => void act(reason)}
        >
          <p>{paused ? 'It trades again at once.' : children}</p>
        </ReasonDialog>
      )}
    </>
  );
}
