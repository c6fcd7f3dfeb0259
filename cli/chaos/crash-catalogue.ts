import type { SceneKind } from './scene.js';

/** Where the executors of a run die, one life after the other; those that follow live. */
export interface CrashScript {
  readonly name: string;
  /** Points as `CrashPoints` names them; `*` stands for a number. */
  readonly lives: readonly string[];
  /** What must happen for the points to be reached; any scene when absent. */
  readonly scenes?: readonly SceneKind[];
  /** Comparing accounts comes this often, ms of the run's clock; slowly when absent. */
  readonly reconcileMs?: number;
}

/** Orders leave in all of these. */
const TRADES = ['steady', 'second-leaves', 'second-moves', 'way-out-later', 'no-way-out'] as const;
const EXITS = ['second-leaves', 'second-moves'] as const;

const both = (step: string) => [`${step}:before`, `${step}:after`];
const alone = (steps: readonly string[], rest: Omit<CrashScript, 'name' | 'lives'> = {}): CrashScript[] =>
  steps.flatMap(both).map((point) => ({ name: point, lives: [point], ...rest }));
/** Dies once where it leaves something behind, then again in the middle of finding out what. */
const again = (
  first: string,
  steps: readonly string[],
  rest: Omit<CrashScript, 'name' | 'lives'> = {},
): CrashScript[] =>
  steps.flatMap(both).map((point) => ({ name: `${first} then ${point}`, lives: [first, point], ...rest }));

export const crashScripts: readonly CrashScript[] = [
  { name: 'none', lives: [] },
  ...alone(['lock', 'send buy 0', 'send buy 1', 'record'], { scenes: TRADES }),
  ...alone(['callOff'], { scenes: ['gone'] }),
  ...alone(['addExit', 'record#2'], { scenes: EXITS }),
  ...alone(['send sell *'], { scenes: ['second-leaves'] }),
  ...alone(['send buy *#2'], { scenes: ['second-moves'] }),
  ...again('send buy 0:after', ['lookup', 'record'], { scenes: TRADES }),
  ...again('send buy 0:before', ['ruleOut', 'lookup#2'], { scenes: TRADES }),
  ...again('send buy 1:before', ['ruleOut'], { scenes: TRADES }),
  ...again('addExit:after', ['record', 'addExit'], { scenes: EXITS }),
  ...again('send sell *:after', ['lookup'], { scenes: ['second-leaves'] }),
  ...alone(['fillsSince kalshi', 'fillsSince polymarket', 'positions kalshi', 'positions polymarket'], {
    reconcileMs: 1_500,
  }),
];

/** Whether the point an executor passes is the one where it is to die. */
export function isPoint(pattern: string, point: string): boolean {
  if (!pattern.includes('*')) return pattern === point;
  const [head = '', tail = ''] = pattern.split('*');
  return (
    point.startsWith(head) && point.endsWith(tail) && /^\d+$/.test(point.slice(head.length, point.length - tail.length))
  );
}
