import { sleep } from '@pm-arbitrage/core/clock/clock.js';
import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import type { MadeServer } from './made/made-server.js';
import { madeHalt, madeOpportunity, madePositions } from './made/made-views.js';

const FRAMES_PER_SECOND = 10;
const FINDS_PER_FRAME = 90;

/** A thousand updates a second as the server sends them: ten frames, each with what changed since the one before. */
export async function storm(server: MadeServer, seconds: number): Promise<void> {
  let n = 100;
  for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame++) {
    const now = systemClock.now();
    server.put(
      'opportunities',
      Array.from({ length: FINDS_PER_FRAME }, () => madeOpportunity(n++, now)),
    );
    server.put('positions', madePositions(now));
    server.put('halt', [madeHalt(now)]);
    await sleep(systemClock, Math.max(0, 1_000 / FRAMES_PER_SECOND - (systemClock.now() - now)));
  }
}
