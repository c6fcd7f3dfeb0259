import type { SessionView } from '../../protocol/session.js';
import { createContext, useContext } from 'react';

export const SessionContext = createContext<SessionView | null>(null);

/** Who looks at the page. @throws Error outside of the logged-in part of it. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('there is no session here');
  return session;
}

/** Why the person cannot change anything; null: they can. */
export function useReadOnly(): string | null {
  const { role, publicDemo } = useSession();
  if (publicDemo) return 'This is a public demo: look at everything, change nothing.';
  return role === 'operator' ? null : 'You are logged in as a viewer. Only an operator can change anything.';
}
