import type { Access } from '../../protocol/routes.js';
import type { Role } from '../../protocol/session.js';
import { Problem } from './problem.js';

/** What a request shows of who sent it. */
export interface Credentials {
  /** Null: nobody is logged in. */
  readonly role: Role | null;
  readonly publicDemo: boolean;
  /** Whether it changes something. */
  readonly isChange: boolean;
  /** Whether it comes from this server's own page. */
  readonly isOwnOrigin: boolean;
  /** Whether it carries the token of its session. */
  readonly hasCsrf: boolean;
}

/** Why a request to a route of this access is refused; null lets it through. Pure: every rule there is stands here. */
export function refusal(access: Access, request: Credentials): Problem | null {
  const { role, publicDemo, isChange, isOwnOrigin, hasCsrf } = request;
  if (isChange && publicDemo)
    return new Problem(403, 'public-demo', 'This is a public demo: everybody may look, nobody can change anything');
  if (isChange && !isOwnOrigin)
    return new Problem(
      403,
      'origin',
      "Changes are taken from this dashboard's own page alone; behind a proxy set DASHBOARD_URL",
    );
  if (access === 'open') return null;
  if (role === null) return new Problem(401, 'session.missing', 'Log in first');
  if (isChange && !hasCsrf) return new Problem(403, 'csrf', 'The token of the session is missing; load the page again');
  if (access === 'operator' && role !== 'operator')
    return new Problem(403, 'role.operator', 'Viewers may look; an operator can do this');
  return null;
}
