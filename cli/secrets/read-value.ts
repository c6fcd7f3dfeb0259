import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import type { SecretName } from '@pm-arbitrage/core/secrets/secret-name.js';
import { secretProblem } from './secret-problem.js';

/** More than any key there is; whoever sends more sends the wrong file. */
const MOST_BYTES = 64 * 1_024;

/**
 * A secret from standard input, or asked for without an echo on a terminal; never from the command line, which others
 * can see and shells remember. @throws CodedError that never repeats it
 */
export async function readValue(place: SecretName): Promise<string> {
  const what = `${place.platform} ${place.name}`;
  const value = (process.stdin.isTTY ? await ask(what) : await readAll(what)).trim();
  if (value === '') throw new CodedError('secrets.empty', `Nothing was given, so ${what} was not stored.`);
  const problem = secretProblem(place, value);
  if (problem !== null) throw new CodedError('secrets.value', `${what} was not stored: ${problem}.`);
  return value;
}

async function ask(what: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  // A mask would tell its length.
  const given = await password({ message: `${what} (nothing is shown; a key of several lines: < file)`, mask: '' });
  if (isCancel(given)) throw new CodedError('secrets.cancelled', `Called off; ${what} was not stored.`);
  return given ?? '';
}

async function readAll(what: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES)
      throw new CodedError('secrets.size', `More than ${MOST_BYTES} bytes came for ${what}; is it the right file?`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
