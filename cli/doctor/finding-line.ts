import type { Finding } from './finding.js';

const marks: Readonly<Record<Finding['state'], string>> = {
  ok: 'ok',
  advice: 'advice',
  wrong: 'WRONG',
  unchecked: '?',
};

/** A finding as a person reads it: what was looked at, what was found, and what to do. */
export function findingLine({ check, says, state, todo }: Finding): string {
  const line = `${marks[state].padEnd(6)}  ${check.padEnd(24)}  ${says}`;
  return todo === null ? line : `${line}\n${' '.repeat(34)}→ ${todo}`;
}
