import { haltInForce } from '@pm-arbitrage/core/db/halts.js';
import { platforms } from '@pm-arbitrage/core/domain/platform.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { liftHalts, orderHalt } from '@pm-arbitrage/core/runtime/order-halt.js';
import { pauseVenue, resumeVenue, venuePausesInForce } from '@pm-arbitrage/core/venue-pauses/pause-venue.js';
import { type ChatCommandDefinition, type ChatParts, leaveIt, YES } from '../chat-command.js';
import { personOf } from '../person-of.js';

const reasonOf = (words: string) => (words === '' ? 'ordered in the chat' : words);

/** The kill switch. */
export const halt = (service: string): ChatCommandDefinition => ({
  name: 'halt',
  about: 'stop all trading now, in every process, until it is resumed',
  words: { name: 'reason', about: 'why, for the record', required: false },
  async run(parts, words) {
    const inForce = parts.halt.current;
    if (inForce !== null) return { text: `Halted already: ${inForce.reason} (by ${inForce.by})` };
    return {
      text: `Stop ALL trading now? Resting orders are cancelled, and it stays so until it is resumed. Reason: ${reasonOf(words)}`,
      choices: [{ label: YES, act: (by) => haltNow(parts, reasonOf(words), personOf(service, by)) }, leaveIt],
    };
  },
});

async function haltNow(parts: ChatParts, reason: string, by: string): Promise<string> {
  const order = { id: parts.ids.next(), reason, by, at: parts.clock.now() };
  try {
    await orderHalt(parts, order, 'operator');
    return `Halted: ${reason}`;
  } catch (error) {
    // This process and everybody who sees the file obey all the same.
    parts.log.error({ error: messageOf(error) }, 'halt not recorded');
    const file = parts.haltFile.read() === null ? 'nor is there a halt file' : 'the halt file is written';
    return `The database did not take the halt; ${file}. Look at every process.`;
  }
}

/** Nothing new; what runs is finished. */
export const stop = (service: string): ChatCommandDefinition => ({
  name: 'stop',
  about: 'open nothing new at either venue; what runs is finished, positions stay',
  words: { name: 'reason', about: 'why, for the record', required: false },
  async run(parts, words) {
    const paused = new Set((await venuePausesInForce(parts.database.queries)).map(({ platform }) => platform));
    const running = platforms.filter((platform) => !paused.has(platform));
    if (running.length === 0) return { text: 'Stopped already: both venues are paused. /start lets them go on.' };
    const reason = reasonOf(words);
    const act = async (by: { person: string }) => {
      for (const platform of running)
        await pauseVenue(parts.database, {
          id: parts.ids.next(),
          platform,
          reason,
          by: personOf(service, by),
          at: parts.clock.now(),
        });
      return `Stopped: nothing new is opened at ${running.join(' and ')}.`;
    };
    return {
      text: `Open nothing new at ${running.join(' and ')}? Reason: ${reason}`,
      choices: [{ label: YES, act }, leaveIt],
    };
  },
});

/** Ends halts and pauses. */
export const start = (service: string): ChatCommandDefinition => ({
  name: 'start',
  about: 'let trading go on: lifts halts and pauses of venues',
  words: { name: 'reason', about: 'why, for the record', required: false },
  async run(parts, words) {
    const { clock, database, haltFile } = parts;
    const halted = haltFile.read() ?? (await haltInForce(database.queries));
    const pauses = await venuePausesInForce(database.queries);
    if (halted === null && pauses.length === 0) return { text: 'Trading is on. /help shows what I can do.' };
    const what = [
      ...(halted === null ? [] : [`the halt "${halted.reason}" (by ${halted.by})`]),
      ...pauses.map(({ platform, reason }) => `the pause of ${platform} "${reason}"`),
    ];
    const reason = reasonOf(words);
    const act = async (person: { person: string }) => {
      const by = personOf(service, person);
      await liftHalts(parts, { reason, by, at: clock.now() });
      for (const { platform } of pauses) await resumeVenue(database, { platform, reason, by, at: clock.now() });
      return `Trading goes on. Lifted: ${what.join('; ')}.`;
    };
    return { text: `Lift ${what.join('; ')}?`, choices: [{ label: YES, act }, leaveIt] };
  },
});
