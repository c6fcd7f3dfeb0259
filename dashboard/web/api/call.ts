import type { ErrorBody } from '../../protocol/session.js';
import { address, type Parameters } from './address.js';
import { ApiError } from './api-error.js';
import type { Answer, Body, GetPath, PostPath } from './route-types.js';

/** Reads. @throws ApiError */
export const get = <P extends GetPath>(path: P, parameters?: Parameters): Promise<Answer<'GET', P>> =>
  ask(address(path, parameters), { method: 'GET' }) as Promise<Answer<'GET', P>>;

/** Changes something. `csrf` is the session's token; null before there is one. @throws ApiError */
export const post = <P extends PostPath>(path: P, csrf: string | null, body: Body<P>): Promise<Answer<'POST', P>> =>
  ask(path, {
    method: 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      // The name is that of `csrfHeader` in protocol/session.ts, whose schemas need not come along.
      ...(csrf === null ? {} : { 'x-csrf-token': csrf }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }) as Promise<Answer<'POST', P>>;

async function ask(url: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, credentials: 'same-origin' });
  } catch {
    throw new ApiError(0, 'unreachable', 'The server does not answer. Is the swarm running?');
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const { error, message } = (answer ?? {}) as Partial<ErrorBody>;
  throw new ApiError(response.status, error ?? 'unknown', message ?? `The server answered ${response.status}.`);
}
