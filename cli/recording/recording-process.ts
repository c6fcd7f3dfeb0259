import { systemClock } from '@pm-arbitrage/core/clock/system-clock.js';
import { sealAll } from '@pm-arbitrage/core/recording/seal-all.js';
import { spoolFolder } from '@pm-arbitrage/core/recording/spool/spool-files.js';
import { SpoolWriter } from '@pm-arbitrage/core/recording/spool/spool-writer.js';

/*
 * Records numbered entries and seals its own files until somebody kills it, for the crash test:
 *
 *   node recording-process.js <recordings> <life>
 *
 * It says "written <n>" when everything up to number n is with the system, and "sealing" before each round.
 */

const [recordings = '', life = ''] = process.argv.slice(2);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const ENTRIES = 40;

const writer = new SpoolWriter({
  folder: spoolFolder(recordings, 'test'),
  instance: `life-${life}`,
  clock: systemClock,
  rotateMs: 30,
  rotateBytes: 200_000,
  mostSpooled: 100_000_000,
  onProblem: (problem) => say(`problem ${problem}`),
});

async function record(): Promise<void> {
  for (let number = 0; ; number += ENTRIES) {
    for (let index = number; index < number + ENTRIES; index++) {
      const text = JSON.stringify({ life, number: index, filler: 'x'.repeat(index % 700) });
      writer.record({ at: systemClock.now(), kind: 'frame', label: 'ws#1', text });
    }
    await writer.written();
    say(`written ${number + ENTRIES - 1}`);
  }
}

async function seal(): Promise<void> {
  for (;;) {
    say('sealing');
    await sealAll(recordings, systemClock.now());
    await writer.written();
  }
}

await Promise.all([record(), seal()]);
