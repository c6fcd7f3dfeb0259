import { writeSync } from 'node:fs';
import { pino } from 'pino';

/** Characters that may wait for a disk that takes nothing; lines beyond are dropped and counted. */
const MOST_WAITING = 1_024 * 1_024;
const STANDARD_ERROR = 2;

/**
 * Where a log goes: a file descriptor, whose lines are written at once, or a path, whose lines are written in the
 * background. A disk that takes nothing costs lines and nothing else: whoever writes one never hears of it. What it cost
 * stands in the log when the disk takes lines again.
 */
export function logDestination(dest: number | string): ReturnType<typeof pino.destination> {
  const stream = pino.destination({ dest, sync: typeof dest === 'number', maxLength: MOST_WAITING });
  let [failing, dropped] = [false, 0];
  stream.on('error', (error: Error) => {
    if (!failing) tell(`the log cannot be written: ${error.message}`);
    failing = true;
  });
  stream.on('drop', () => dropped++);
  stream.on('write', () => {
    failing = false;
    if (dropped === 0) return;
    const msg = `${dropped} lines are missing here: the disk took none`;
    dropped = 0;
    stream.write(`${JSON.stringify({ level: 'error', msg })}\n`);
  });
  return stream;
}

/** Where nobody can be told, nobody is. */
function tell(text: string): void {
  try {
    writeSync(STANDARD_ERROR, `${text}\n`);
  } catch {
    // Standard error is on the same disk.
  }
}
