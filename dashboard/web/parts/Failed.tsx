import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';

interface FailedProps {
  readonly what: string;
  readonly error: unknown;
  readonly retry?: () => void;
}

/** Something could not be had: what, why, and a way to try again. */
export const Failed = ({ what, error, retry }: FailedProps) => (
  <div className="failed" role="alert">
    <p>
      <strong>{what} could not be loaded.</strong> {messageOf(error)}
    </p>
    {retry !== undefined && (
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    )}
  </div>
);
