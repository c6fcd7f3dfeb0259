import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from '../api/call.js';
import { SessionContext } from '../api/session-context.js';
import { Frame } from '../frame/Frame.js';
import { Failed } from '../parts/Failed.js';
import { Login } from '../views/login/Login.js';
import { Connected } from './Connected.js';

/** Somebody who is logged in sees the page, everybody else the way in. One-time links are the server's own page. */
export function App() {
  const queries = useQueryClient();
  const session = useQuery({ queryKey: ['session'], queryFn: () => get('/api/v1/session'), staleTime: Infinity });
  const enter = useMutation({
    mutationFn: (password: string) => post('/api/v1/login', null, { password }),
    onSuccess: (view) => queries.setQueryData(['session'], view),
  });

  if (session.data === undefined) {
    return (
      <main className="alone" aria-busy={session.error === null}>
        {session.error === null ? (
          <p className="splash">pm-arbitrage</p>
        ) : (
          <Failed what="The page" error={session.error} retry={() => void session.refetch()} />
        )}
      </main>
    );
  }
  if (session.data.role === null) {
    return <Login session={session.data} pending={enter.isPending} error={enter.error} onPassword={enter.mutate} />;
  }
  return (
    <SessionContext value={session.data}>
      <Connected onRefused={() => void queries.invalidateQueries({ queryKey: ['session'] })}>
        <Frame />
      </Connected>
    </SessionContext>
  );
}
