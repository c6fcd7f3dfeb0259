import { useId, type ReactNode } from 'react';
import { useReadOnly } from '../api/session-context.js';

interface ActionButtonProps {
  readonly onClick: () => void;
  readonly className?: string;
  /** For readers of the screen, where the text alone does not say what it is about. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A button that changes something. Who may not use it can still reach it, and is told why. */
export function ActionButton({ onClick, className = 'button', label, children }: ActionButtonProps) {
  const readOnly = useReadOnly();
  const why = useId();
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-disabled={readOnly !== null}
        aria-describedby={readOnly === null ? undefined : why}
        title={readOnly ?? undefined}
        onClick={readOnly === null ? onClick : undefined}
      >
        {children}
      </button>
      {readOnly !== null && (
        <span id={why} className="unseen">
          {readOnly}
        </span>
      )}
    </>
  );
}
