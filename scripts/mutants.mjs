/*
 * npm run mutants [part of a name…]: proves that the tests notice the mistakes that cost money. Each mutant is one small
 * change in a copy of the tree in the temp folder; at least the test it names must then fail, and for a failed
 * expectation. The unchanged copy has to pass first. Exit 1 when a mutant survives.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { mutants } from './mutants/catalogue.mjs';
import { placeOf } from './mutants/place-of.mjs';
import { prepare, root } from './prepare.mjs';

const WORKSPACES = ['core', 'adapters', 'agents', 'cli', 'simulator'];
const FILES = ['package.json', 'pnpm-workspace.yaml', 'tsconfig.base.json', 'tsconfig.json', 'vitest.config.ts'];
/** Expectations that failed, as opposed to a mutant that could not run. */
const isExpectation = ({ name, message }) =>
  name === 'AssertionError' || /^expected |^promise (resolved|rejected) /.test(message);

const wordsOf = (errors) => errors.map(({ name, message }) => `${name}: ${message}`.slice(0, 500)).join('; because ');

const runner = join(root, 'scripts', 'mutants', 'run-tests.mjs');
const lanes = Math.max(1, Math.min(2, availableParallelism()));
const temp = fs.mkdtempSync(join(tmpdir(), 'pm-mutants-'));
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill();
  fs.rmSync(temp, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** A copy of the sources that resolves packages as the tree does: links are kept, installed packages are linked. */
function copyTree(name) {
  const copy = join(temp, name);
  fs.mkdirSync(join(copy, 'node_modules'), { recursive: true });
  const isSource = (path) => !['dist', '.data'].includes(basename(path));
  for (const folder of WORKSPACES)
    fs.cpSync(join(root, folder), join(copy, folder), { recursive: true, verbatimSymlinks: true, filter: isSource });
  for (const file of FILES) fs.cpSync(join(root, file), join(copy, file));
  for (const entry of fs.readdirSync(join(root, 'node_modules'))) {
    if (entry.startsWith('.') && entry !== '.pnpm') continue;
    fs.symlinkSync(fs.realpathSync(join(root, 'node_modules', entry)), join(copy, 'node_modules', entry));
  }
  return copy;
}

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const patternOf = ({ describe = '', named }) => `${escaped(describe)}.*${escaped(named)}`;
const isNamed = ({ describe = '', named }, title) => title.includes(describe) && title.includes(named);

/** Runs test files of a copy, and only tests that match. @returns every test that ran: title, whether it passed, errors. */
async function runTests(copy, files, patterns) {
  const output = join(copy, 'results.json');
  fs.rmSync(output, { force: true });
  const child = spawn(process.execPath, [runner, copy, output, patterns.join('|'), ...files], {
    cwd: copy,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  running.add(child);
  let complaints = '';
  child.stderr.on('data', (text) => (complaints += text));
  await new Promise((resolve) => child.on('close', resolve));
  running.delete(child);
  let report;
  try {
    report = JSON.parse(fs.readFileSync(output, 'utf8'));
  } catch {
    throw new Error(`vitest gave no results: ${complaints.slice(-2_000)}`);
  }
  const [broken] = report.broken;
  if (broken) throw new Error(`a test file could not run: ${broken.message}`);
  return report.tests;
}

async function judge(copy, mutant) {
  const path = join(copy, mutant.file);
  const source = fs.readFileSync(path, 'utf8');
  const since = performance.now();
  fs.writeFileSync(
    path,
    source.replace(mutant.from, () => mutant.to),
  );
  try {
    const failed = (await runTests(copy, [mutant.test], [patternOf(mutant)])).filter(({ passed }) => !passed);
    const isNoticed = (error) => (mutant.says ? mutant.says.test(error.message) : isExpectation(error));
    const killers = failed.filter(({ title, errors }) => isNamed(mutant, title) && errors.some(isNoticed));
    const note = killers.length > 0 || failed.length === 0 ? '' : `failed otherwise: ${wordsOf(failed[0].errors)}`;
    return { killers: killers.map(({ title }) => title), note, seconds: (performance.now() - since) / 1_000 };
  } catch (error) {
    return { killers: [], note: error.message, seconds: (performance.now() - since) / 1_000 };
  } finally {
    fs.writeFileSync(path, source);
  }
}

// The tests run on the sources, so a build is needed only to have everything installed.
if (!fs.existsSync(join(root, 'node_modules', 'vitest'))) prepare();
const asked = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)));
if (chosen.length === 0) throw new Error(`no mutant is called ${asked.join(' or ')}`);
const places = new Map(chosen.map((mutant) => [mutant, placeOf(mutant, root)]));
const began = performance.now();
const copies = Array.from({ length: lanes }, (_, lane) => copyTree(`lane-${lane}`));

process.stderr.write(`Running the tests of ${chosen.length} mutants on the unchanged sources…\n`);
const files = [...new Set(chosen.map(({ test }) => test))];
const before = await runTests(copies[0], files, [...new Set(chosen.map(patternOf))]);
const broken = before.filter(({ passed }) => !passed);
for (const { title, errors } of broken) process.stdout.write(`fails unchanged: ${title}\n${wordsOf(errors)}\n`);
const unknown = chosen.filter((mutant) => !before.some(({ title }) => isNamed(mutant, title)));
for (const { name, test, named } of unknown) process.stdout.write(`"${name}" names no test: ${test}: ${named}\n`);
if (broken.length > 0 || unknown.length > 0) process.exit(1);
process.stderr.write(`${before.length} tests pass (${Math.round((performance.now() - began) / 1_000)} s)\n`);

const waiting = [...chosen];
const verdicts = new Map();
await Promise.all(
  copies.map(async (copy) => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const verdict = await judge(copy, mutant);
      verdicts.set(mutant, verdict);
      const word = verdict.killers.length > 0 ? 'killed  ' : 'SURVIVED';
      process.stderr.write(`${word} ${mutant.name} (${verdict.seconds.toFixed(1)} s) ${verdict.note}\n`);
    }
  }),
);

const cell = (text) => text.replaceAll('|', String.raw`\|`);
const line = (...cells) => process.stdout.write(`| ${cells.map(cell).join(' | ')} |\n`);
line('mutant', 'patch', 'killed by', 'seconds');
line('---', '---', '---', '---:');
for (const mutant of chosen) {
  const { killers, seconds } = verdicts.get(mutant);
  const more = killers.length > 1 ? ` and ${killers.length - 1} more` : '';
  const by = killers.length > 0 ? `${basename(mutant.test)}: ${killers[0]}${more}` : '**survived**';
  line(mutant.name, `\`${places.get(mutant)}\``, by, seconds.toFixed(1));
}
const survivors = chosen.filter((mutant) => verdicts.get(mutant).killers.length === 0);
process.stdout.write(
  `\n${chosen.length - survivors.length} of ${chosen.length} killed in ${Math.round((performance.now() - began) / 1_000)} s\n`,
);
process.exit(survivors.length === 0 ? 0 : 1);
