import { type Finding, ok, wrong } from './finding.js';

const OLDEST = [20, 19] as const;

/** @param version as `process.versions.node` */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return isNew
    ? ok('node', version)
    : wrong('node', `${version} is too old`, `install Node ${OLDEST.join('.')} or newer`);
}
