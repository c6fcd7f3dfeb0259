import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Parameters } from './address.js';
import { get } from './call.js';
import type { Answer, GetPath } from './route-types.js';

interface Asking {
  readonly parameters?: Parameters;
  /** Asks again this often, ms; never when left out. */
  readonly everyMs?: number;
  /** Nothing is asked while false. */
  readonly enabled?: boolean;
}

/** What the server answers to a GET; the last answer stays while the next is on its way. */
export function useAnswer<P extends GetPath>(path: P, { parameters, everyMs, enabled = true }: Asking = {}) {
  return useQuery<Answer<'GET', P>>({
    queryKey: [path, parameters ?? {}],
    queryFn: () => get(path, parameters),
    refetchInterval: everyMs ?? false,
    placeholderData: keepPreviousData,
    enabled,
  });
}
