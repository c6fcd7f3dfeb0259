import type { SessionView } from '../../../protocol/session.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { useState, type SubmitEvent } from 'react';
import { ModeBand } from '../../frame/ModeBand.js';

interface LoginProps {
  readonly session: SessionView;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onPassword: (password: string) => void;
}

/** The way in: a password, or a one-time link from the terminal. */
export function Login({ session, pending, error, onPassword }: LoginProps) {
  const [password, setPassword] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onPassword(password);
  };
  return (
    <>
      <ModeBand mode={session.mode} simulated={session.simulated} publicDemo={session.publicDemo} />
      <main className="alone">
        <form className="login" onSubmit={submit}>
          <h1>pm-arbitrage</h1>
          {session.passwordLogin ? (
            <>
              <label htmlFor="password">Password</label>
              <input
                id="password"
                type="password"
                autoComplete="current-password"
                autoFocus
                required
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
              <button type="submit" className="button button-accent" disabled={pending || password === ''}>
                {pending ? 'Looking…' : 'Log in'}
              </button>
            </>
          ) : (
            <p>There is no password here. Open the one-time link that was printed when the swarm was started.</p>
          )}
          {error !== null && (
            <p className="failed-line" role="alert">
              {messageOf(error)}
            </p>
          )}
          <p className="hint">
            To stop all trading without logging in, run <code>pm-arbitrage halt</code> on the machine it runs on.
          </p>
        </form>
      </main>
    </>
  );
}
