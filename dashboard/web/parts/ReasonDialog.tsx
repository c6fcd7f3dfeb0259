import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { Dialog } from './Dialog.js';

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly danger?: boolean;
  /** Written into the field beforehand, where a reason may go without saying. */
  readonly suggestion?: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

/** One confirmation with its reason, which goes into the record. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, children, confirm, danger = false, suggestion = '', pending, error, onConfirm, onClose } = props;
  const [reason, setReason] = useState(suggestion);
  const field = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') onConfirm(reason.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <div className="dialog-text">{children}</div>
        <label htmlFor={field}>Reason, for the record</label>
        <input
          id={field}
          value={reason}
          maxLength={500}
          autoComplete="off"
          autoFocus={suggestion === ''}
          required
          onChange={(event) => setReason(event.target.value)}
        />
        {error !== null && error !== undefined && (
          <p className="failed-line" role="alert">
            {messageOf(error)}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            className={danger ? 'button button-danger' : 'button button-accent'}
            disabled={pending || reason.trim() === ''}
            autoFocus={suggestion !== ''}
          >
            {pending ? 'Working…' : confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
