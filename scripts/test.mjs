/*
 * npm test: install, build, lint, and run every test. Suites that need a service say so when it is missing; with
 * REQUIRE_ALL_SUITES=true (as in CI) a suite that could not run fails the run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const node = (what, args) => {
  process.stderr.write(`${what}…\n`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
};
const bin = (name, file) => join(root, 'node_modules', name, 'bin', file);

let failed = node('Linting', [bin('oxlint', 'oxlint'), '--type-aware', '--deny-warnings']) !== 0;
failed = node('Checking the format', [bin('oxfmt', 'oxfmt'), '--check', '.']) !== 0 || failed;

const results = join(mkdtempSync(join(tmpdir(), 'pm-arbitrage-')), 'results.json');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const status = node('Testing', [
  vitest,
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]);

const report = JSON.parse(readFileSync(results, 'utf8'));
const tests = report.testResults.flatMap((file) => file.assertionResults);
const skipped = tests.filter((test) => test.status === 'pending' || test.status === 'skipped');
if (skipped.length > 0) {
  process.stdout.write('\nCould not run:\n');
  for (const test of skipped) process.stdout.write(`  ${test.fullName}\n`);
}
const incomplete = process.env.REQUIRE_ALL_SUITES === 'true' && skipped.length > 0;
if (incomplete) process.stdout.write('\nEvery suite must run here, and some could not.\n');
process.stdout.write(
  `\ntests: ${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped.length} skipped\n`,
);
process.exit(status !== 0 || failed || incomplete ? 1 : 0);
