import type { Clock } from '../../clock/clock.js';
import type { RawTap } from '../../ports/raw-tap.js';
import type { SpoolWriter } from './spool-writer.js';

/** Raw input into a spool. Connections are numbered, so that frames tell which one they came over. */
export function spoolTap(writer: Pick<SpoolWriter, 'record'>, clock: Pick<Clock, 'now'>): RawTap {
  let connections = 0;
  return {
    opened(name) {
      const label = `${name}#${++connections}`;
      writer.record({ at: clock.now(), kind: 'event', label, text: 'opened' });
      return {
        frame: (text, at) => writer.record({ at, kind: 'frame', label, text }),
        lost: (reason) => writer.record({ at: clock.now(), kind: 'event', label, text: `lost: ${reason}` }),
      };
    },
    answer: (label, text, at) => writer.record({ at, kind: 'answer', label, text }),
  };
}
