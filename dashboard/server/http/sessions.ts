import { isSimulated } from '@pm-arbitrage/core/config/live-rules.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { SessionView } from '../../protocol/session.js';
import type { Door } from '../auth/door.js';
import type { Session } from '../auth/session-store.js';
import type { Handlers } from './handler.js';

/** Logging in and out. */
export function sessions(door: Door, config: Config): Pick<Handlers, 'session' | 'login' | 'logout'> {
  const { publicDemo } = config.dashboard;
  const view = (session: Session | null): SessionView => ({
    role: publicDemo ? 'viewer' : (session?.role ?? null),
    csrf: session?.csrf ?? null,
    publicDemo,
    passwordLogin: door.hasPassword,
    mode: config.mode,
    simulated: isSimulated(config),
  });
  return {
    session: (_input, { session }) => view(session),
    async login({ body }, asker) {
      const { cookie, session } = await door.enter(body, asker.address);
      asker.setCookie(cookie);
      return view(session);
    },
    logout(_input, asker) {
      if (asker.session !== null) asker.setCookie(door.leave(asker.session));
      return { done: true };
    },
  };
}
