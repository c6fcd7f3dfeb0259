import { acknowledgeAlert } from '@pm-arbitrage/core/alerts/acknowledge-alert.js';
import { orderAllocation } from '@pm-arbitrage/core/allocations/order-allocation.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { reviewMatch } from '@pm-arbitrage/core/matches/review-match.js';
import { liftHalts, orderHalt } from '@pm-arbitrage/core/runtime/order-halt.js';
import { pauseVenue, resumeVenue } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import type { TopicName } from '../../protocol/topics.js';
import type { DashboardParts } from '../parts.js';
import type { Asker, Handlers } from './handler.js';

type Actions = Pick<
  Handlers,
  | 'orderHalt'
  | 'resume'
  | 'pauseStrategy'
  | 'resumeStrategy'
  | 'pauseVenue'
  | 'resumeVenue'
  | 'reviewMatch'
  | 'acknowledgeAlert'
>;

/** Who gave an order, for the record. */
const personOf = ({ address }: Asker): string => `dashboard operator (${address})`;
const done = { done: true } as const;

/** Everything that changes something, through the functions that the command line uses. @param changed told what to read again */
export function actions(parts: DashboardParts, changed: (...topics: readonly TopicName[]) => void): Actions {
  const { clock, config, database, ids, log } = parts;
  const strategyOrder =
    (kind: 'pause' | 'resume') =>
    async (
      { body: { strategy, reason } }: { readonly body: { readonly strategy: string; readonly reason: string } },
      asker: Asker,
    ) => {
      const order = { kind, strategy, reason, by: personOf(asker) };
      await orderAllocation(database, config.mode, order, clock.now());
      changed('strategies', 'riskEvents');
      return done;
    };
  return {
    async orderHalt({ body: { reason } }, asker) {
      const halt = { id: ids.next(), reason, by: personOf(asker), at: clock.now() };
      const problems: string[] = [];
      try {
        await orderHalt(parts, halt, 'operator');
      } catch (error) {
        // This process and everybody who sees the file obey all the same; what could not be reached is said.
        log.error({ error: messageOf(error) }, 'halt not recorded');
        const file = parts.haltFile.read() === null ? 'nor is there a halt file' : 'the halt file is written';
        problems.push(`The database did not take the halt; ${file}. Look at every process, and at the log.`);
      }
      changed('riskEvents', 'risk', 'alerts');
      return { id: halt.id, at: halt.at, problems };
    },
    async resume({ body: { reason } }, asker) {
      const ended = await liftHalts(parts, { reason, by: personOf(asker), at: clock.now() });
      changed('riskEvents', 'risk');
      return { ended: [...ended] };
    },
    pauseStrategy: strategyOrder('pause'),
    resumeStrategy: strategyOrder('resume'),
    async pauseVenue({ body: { platform, reason } }, asker) {
      await pauseVenue(database, { id: ids.next(), platform, reason, by: personOf(asker), at: clock.now() });
      changed('venues', 'riskEvents');
      return done;
    },
    async resumeVenue({ body: { platform, reason } }, asker) {
      await resumeVenue(database, { platform, reason, by: personOf(asker), at: clock.now() });
      changed('venues', 'riskEvents');
      return done;
    },
    async reviewMatch({ body: { id, action, reason, polarity, acceptsWorlds } }, asker) {
      const order = { id, action, by: personOf(asker), note: reason, polarity, acceptsWorlds };
      await reviewMatch(database.queries, order, clock.now());
      changed('matches');
      return done;
    },
    async acknowledgeAlert({ body: { id } }, asker) {
      await acknowledgeAlert(database.queries, id, personOf(asker), clock.now());
      changed('alerts');
      return done;
    },
  };
}
