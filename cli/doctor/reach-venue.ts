import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { type Finding, ok, unchecked, wrong } from './finding.js';
import { reasonOf } from './reason-of.js';

const TIMEOUT_MS = 10_000;
/** The header `Date` carries whole seconds. */
const MOST_SKEW_MS = 5_000;

/** Whether a public address answers, and what its clock says beside ours. */
export async function reachVenue(venue: string, url: string, clock: Clock): Promise<readonly Finding[]> {
  const connection = `${venue} connection`;
  const check = `${venue} clock`;
  try {
    const before = clock.now();
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const ours = (before + clock.now()) / 2;
    await answer.arrayBuffer();
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (!answer.ok)
      return [
        wrong(
          connection,
          `answers with status ${answer.status}`,
          'look at its status page, and check its addresses in the configuration',
        ),
        unchecked(check),
      ];
    if (Number.isNaN(theirs)) return [ok(connection, 'answers'), ok(check, 'it does not tell its time here')];
    return [ok(connection, 'answers'), skew(check, theirs + 500 - ours)];
  } catch (error) {
    return [
      wrong(
        connection,
        `does not answer: ${reasonOf(error)}`,
        'check the network, and its addresses in the configuration',
      ),
      unchecked(check),
    ];
  }
}

function skew(check: string, ms: number): Finding {
  if (Math.abs(ms) <= MOST_SKEW_MS) return ok(check, 'agrees with ours');
  const says = `our clock is ${Math.round(Math.abs(ms) / 1_000)} s ${ms > 0 ? 'behind' : 'ahead'}`;
  return wrong(check, says, 'switch network time on');
}
