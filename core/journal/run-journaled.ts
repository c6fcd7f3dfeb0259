import { join } from 'node:path';
import { channels } from '../bus/channels.js';
import { hideSecrets, secretsOf } from '../config/hide-secrets.js';
import type { Config } from '../config/schema.js';
import { messageOf } from '../errors/coded-error.js';
import type { AgentHandle } from '../runtime/start-agent.js';
import type { Services } from '../runtime/services.js';
import { openEdge } from './edge/edge.js';
import { RecordingEdge } from './edge/recording-edge.js';
import { journalFolder, journalName, keepJournalRoom } from './file/journal-folder.js';
import { JOURNAL_VERSION } from './file/journal-format.js';
import { JournalWriter } from './file/journal-writer.js';
import { liveThrough, type Start } from './live-through.js';

const BYTES_PER_MEGABYTE = 1_000_000;
const LIFE_DIGITS = 8;

/**
 * Runs an agent with a journal of all that crosses its edge. A journal that cannot be kept, or not any longer, is told
 * of and costs nothing else: the agent runs on.
 */
export async function runJournaled(
  agent: string,
  config: Config,
  services: Services,
  start: Start,
): Promise<AgentHandle> {
  const startedAt = services.clock.now();
  const folder = journalFolder(config);
  const onStopped = (why: string) => {
    services.log.warn({ agent, why }, 'journal ended before its agent');
    tellStopped(agent, why, services);
  };
  const { keepDays, diskLimitMegabytes, warnShare } = config.recorder;
  const rules = { keepDays, mostBytes: diskLimitMegabytes * BYTES_PER_MEGABYTE, warnShare };
  let writer: JournalWriter;
  try {
    await keepJournalRoom(folder, startedAt, rules);
    writer = await JournalWriter.create({
      path: join(folder, journalName(agent, startedAt, services.ids.next().slice(0, LIFE_DIGITS))),
      header: { version: JOURNAL_VERSION, agent, startedAt, config: withoutSecrets(config) },
      mostBytes: config.recorder.journalMegabytes * BYTES_PER_MEGABYTE,
      onStopped,
    });
  } catch (error) {
    onStopped(`it cannot be begun: ${messageOf(error)}`);
    return start({ ...services, config }, openEdge(services));
  }
  const edge = new RecordingEdge({
    write: (turn) => writer.write(turn),
    outside: services,
    onUnkept: (what, error) => writer.stop(`"${what}" is no plain data: ${messageOf(error)}`),
  });
  const close = () => {
    edge.flush();
    return writer.close();
  };
  const life = await edge
    .begin(() => liveThrough(edge, config, start))
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  return {
    ...life,
    async stop() {
      try {
        await life.stop();
      } finally {
        await close();
      }
    },
  };
}

/** The configuration as a journal may hold it; it lies on the disk of whoever wants to replay it. */
const withoutSecrets = (config: Config): unknown => JSON.parse(hideSecrets(JSON.stringify(config), secretsOf(config)));

function tellStopped(agent: string, why: string, { busFor, clock, ids, log }: Services): void {
  const bus = busFor(agent);
  const alert = {
    id: ids.next(),
    tier: 'important' as const,
    kind: 'recorder.journal',
    dedupeKey: `recorder.journal:${agent}`,
    title: `The journal of ${agent} ended`,
    body: `${why}. What ${agent} does from here on cannot be replayed; it goes on.`,
    source: agent,
    at: clock.now(),
  };
  const tell = async () => {
    await bus.publishDurable(channels.alerts, alert);
    await bus.close();
  };
  tell().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'alert could not be sent'));
}
