import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from './call.js';
import type { Answer, Body, PostPath } from './route-types.js';
import { useSession } from './session-context.js';

/** A change, with its progress and its error. What was read over HTTP before is read again after it. */
export function useAction<P extends PostPath>(path: P) {
  const { csrf } = useSession();
  const queries = useQueryClient();
  return useMutation<Answer<'POST', P>, Error, Body<P>>({
    mutationFn: (body) => post(path, csrf, body),
    onSettled: () => queries.invalidateQueries(),
  });
}
