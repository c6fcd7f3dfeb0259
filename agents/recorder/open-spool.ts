import { recordingsFolder } from '@pm-arbitrage/core/recording/recordings-folder.js';
import { spoolFolder } from '@pm-arbitrage/core/recording/spool/spool-files.js';
import { SpoolWriter } from '@pm-arbitrage/core/recording/spool/spool-writer.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';

const MEGABYTE = 1_000_000;
/** Of one source, while no recorder takes its files over. */
const MOST_SPOOLED = 512 * MEGABYTE;

/** A spool of this agent for one source, as configured. */
export function openSpool({ clock, config, instance, log, alert }: AgentContext, source: string): SpoolWriter {
  const { rotateMs, rotateMegabytes } = config.recorder;
  return new SpoolWriter({
    folder: spoolFolder(recordingsFolder(config), source),
    instance: instance.replaceAll(/[^0-9a-z-]/gi, ''),
    clock,
    rotateMs,
    rotateBytes: rotateMegabytes * MEGABYTE,
    mostSpooled: MOST_SPOOLED,
    onProblem(problem) {
      log.warn({ source, problem }, 'recording');
      alert({
        tier: 'important',
        kind: 'recorder.spool',
        dedupeKey: `recorder.spool:${source}`,
        title: `Recording of ${source} has gaps`,
        body: `${problem}. Trading goes on; look at the disk and at the recorder.`,
      });
    },
  });
}
