import { VenueRequestError } from '@pm-arbitrage/adapters/transport/json-client.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { type Finding, ok, unchecked, wrong } from './finding.js';

/** Stands for every answer that refuses who asks: 401 and 403. */
export const REFUSED = 'refused';

/** What is looked at, in the order in which a venue's own check looks, with the codes of the errors that end it there. */
export type Steps = readonly { readonly name: string; readonly codes: readonly string[]; readonly says: string }[];

/**
 * A check that ends at the first thing that is wrong, as one line for each step: those before are in order, those after
 * are not known. An error of no step is of the first: the venue did not answer.
 */
export async function stepFindings(
  venue: string,
  steps: Steps,
  check: () => Promise<void>,
): Promise<readonly Finding[]> {
  let error: unknown = null;
  let failed = Infinity;
  try {
    await check();
  } catch (caught) {
    error = caught;
    const code = codeOf(caught);
    failed = Math.max(
      0,
      steps.findIndex(({ codes }) => codes.includes(code)),
    );
  }
  return steps.map(({ name, says }, index) => {
    const what = `${venue} ${name}`;
    if (index < failed) return ok(what, says);
    if (index > failed) return unchecked(what);
    const [found = '', ...todo] = messageOf(error).split('; ');
    return wrong(
      what,
      found,
      todo.join('; ') || 'check the network and the addresses of the venue in the configuration',
    );
  });
}

function codeOf(error: unknown): string {
  if (error instanceof VenueRequestError && (error.status === 401 || error.status === 403)) return REFUSED;
  return error instanceof CodedError ? error.code : '';
}
