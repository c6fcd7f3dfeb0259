import { keepRoom } from '@pm-arbitrage/core/recording/keep-room.js';
import { recordingsFolder } from '@pm-arbitrage/core/recording/recordings-folder.js';
import { sealAll } from '@pm-arbitrage/core/recording/seal-all.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { AgentDefinition } from '@pm-arbitrage/core/runtime/agent.js';
import { followBus, RECORDING_GROUP } from './follow-bus.js';
import { openSpool } from './open-spool.js';

const SEAL_MS = 2_000;
const ROOM_MS = 60_000;
const MEGABYTE = 1_000_000;

/**
 * Keeps history: the messages of the bus, and what watchers and oracles put into their spools, as Parquet by source and
 * day. It stops last, so that nothing of an orderly end is missing.
 */
export const recorder: AgentDefinition = {
  name: 'recorder',
  reads: [
    'venue.{platform}.prices',
    'venue.{platform}.markets',
    'venue.{platform}.trades',
    'matched.markets',
    'market.ladders',
    'opportunities',
    'trade.requests',
    'trade.approved',
    'trade.withdrawals',
    'trade.rejected',
    'trade.results',
    'allocations',
  ],
  writes: [],
  groups: [RECORDING_GROUP],

  async setup(context) {
    const { alert, clock, config, log } = context;
    const { keepDays, diskLimitMegabytes, warnShare } = config.recorder;
    const recordings = recordingsFolder(config);
    const writer = openSpool(context, 'bus');
    const subscriptions = await followBus(context, writer);
    const counts = { files: 0, entries: 0, torn: 0, adopted: 0, removed: 0 };
    let kept = 0;

    const seal = async () => {
      const round = await sealAll(recordings, clock.now());
      for (const key of ['files', 'entries', 'torn', 'adopted'] as const) counts[key] += round[key];
      if (round.adopted > 0) log.warn(round, 'took over what a killed process was recording');
    };
    const makeRoom = async () => {
      const mostBytes = diskLimitMegabytes * MEGABYTE;
      const { remove, bytes, nearlyFull } = await keepRoom(recordings, clock.now(), { keepDays, mostBytes, warnShare });
      kept = bytes;
      counts.removed += remove.length;
      if (remove.length > 0) log.info({ files: remove.length, oldest: remove[0]?.path }, 'recordings removed');
      if (nearlyFull) {
        alert({
          tier: 'important',
          kind: 'recorder.disk',
          title: `Recordings fill more than ${Math.round(warnShare * 100)} % of ${diskLimitMegabytes} MB`,
          body: `At the limit the oldest days go. Copy what is to be kept out of ${recordings}, or raise recorder.diskLimitMegabytes.`,
        });
      }
    };
    // One after the other: a disk that is slow gets no second round on top.
    let work: Promise<void> = Promise.resolve();
    const inTurn = (what: string, job: () => Promise<void>) => {
      work = work.then(job).catch((error: unknown) => {
        log.warn({ error: messageOf(error) }, `${what} failed`);
        alert({
          tier: 'important',
          kind: 'recorder.failed',
          title: `Recordings: ${what} failed`,
          body: `${messageOf(error)}. What was recorded waits in ${recordings}/spool and is tried again.`,
        });
      });
      return work;
    };
    let queued = false;
    const cancelSeal = clock.every(SEAL_MS, () => {
      if (queued) return;
      queued = true;
      void inTurn('sealing', seal).then(() => (queued = false));
    });
    const cancelRoom = clock.every(ROOM_MS, () => void inTurn('making room', makeRoom));
    void inTurn('making room', makeRoom);

    return {
      details() {
        const { recorded, dropped } = writer.counts();
        return { recorded, dropped, ...counts, megabytes: Math.round(kept / MEGABYTE) };
      },
      async stop() {
        cancelSeal();
        cancelRoom();
        for (const subscription of subscriptions) await subscription.close();
        await writer.close();
        await inTurn('sealing', seal);
      },
    };
  },
};
