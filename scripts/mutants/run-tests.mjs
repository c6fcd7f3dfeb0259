/* node run-tests.mjs <tree> <results file> <name pattern> <test file>…: what each test came to and why, as JSON. */
import { writeFileSync } from 'node:fs';
import { startVitest } from 'vitest/node';

const TEST_TIMEOUT_MS = 60_000;
const [root, output, testNamePattern, ...files] = process.argv.slice(2);

/** What went wrong, with what caused it: a property that fails hides the expectation that did. */
const withCauses = (error) =>
  error === undefined || error === null
    ? []
    : [{ name: String(error.name), message: String(error.message) }, ...withCauses(error.cause)];

const reporter = {
  onTestRunEnd(modules, unhandled) {
    const ran = modules.flatMap((module) =>
      [...module.children.allTests()].filter((test) => ['passed', 'failed'].includes(test.result().state)),
    );
    const tests = ran.map((test) => ({
      title: test.fullName.replaceAll(' > ', ' '),
      passed: test.result().state === 'passed',
      errors: (test.result().errors ?? []).flatMap(withCauses),
    }));
    const broken = [...modules.flatMap((module) => module.errors()), ...unhandled].flatMap(withCauses);
    writeFileSync(output, JSON.stringify({ tests, broken }));
  },
};

const options = { root, watch: false, testNamePattern, testTimeout: TEST_TIMEOUT_MS, reporters: [reporter] };
const vitest = await startVitest('test', files, options);
await vitest.close();
