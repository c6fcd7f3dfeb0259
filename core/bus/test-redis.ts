import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import { messageOf } from '../errors/coded-error.js';

/** A Redis that tests may use, under key prefixes of their own. */
export interface TestRedis {
  readonly url: string;
  /** Gives it up; ends the server if it was started for the tests. */
  stop(): Promise<void>;
}

/** A Redis that belongs to one test, which may kill it and start it again on the same port. */
export interface PrivateRedis extends TestRedis {
  readonly port: number;
  /** Ends the process at once; `clean` loses its data too. */
  kill(clean?: 'clean'): Promise<void>;
  start(): Promise<void>;
  /** Stops and continues the process: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
}

/** Why no Redis could be had, for the name of the skipped suite. */
export interface NoRedis {
  readonly unavailable: string;
}

const DEFAULT_URL = 'redis://127.0.0.1:6379';
const START_TIMEOUT_MS = 10_000;

/** A Redis from `REDIS_URL`, else the one on the default port, else a private one, else the reason why there is none. */
export async function redisForTests(): Promise<TestRedis | NoRedis> {
  const configured = process.env['REDIS_URL'];
  const url = configured ?? DEFAULT_URL;
  if (await answers(url)) return { url, stop: async () => undefined };
  if (configured !== undefined) return { unavailable: `REDIS_URL is set to ${configured}, and nothing answers there` };
  try {
    return await startPrivateRedis();
  } catch (error) {
    return { unavailable: `nothing answers at ${DEFAULT_URL}, and starting redis-server failed: ${messageOf(error)}` };
  }
}

/**
 * Starts a server on a free port. `persist` keeps its data over `kill` and `start`; `more` are further options of
 * `redis-server`. @throws when it does not come up
 */
export async function startPrivateRedis(persist?: 'persist', more: readonly string[] = []): Promise<PrivateRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const directory = await mkdtemp(join(tmpdir(), 'pm-redis-'));
  const settings = persist ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  let server: ChildProcess | null = null;

  const start = async () => {
    const args = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      directory,
      '--save',
      '',
      ...settings,
      ...more,
    ];
    const child = spawn('redis-server', args, { stdio: 'ignore' });
    server = child;
    let failure: string | null = null;
    child.once('error', (error) => (failure = messageOf(error)));
    child.once('exit', (code) => (failure ??= `it ended with code ${code}`));
    const deadline = systemClock.now() + START_TIMEOUT_MS;
    while (!(await answers(url))) {
      if (failure !== null) throw new Error(failure);
      if (systemClock.now() > deadline) throw new Error(`no answer in ${START_TIMEOUT_MS} ms`);
      await sleep(systemClock, 10);
    }
  };
  const kill = async (clean?: 'clean') => {
    const child = server;
    server = null;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    if (clean) await rm(join(directory, 'appendonlydir'), { recursive: true, force: true });
  };
  const stop = async () => {
    await kill();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, kill, start, stop, freeze: () => server?.kill('SIGSTOP'), thaw: () => server?.kill('SIGCONT') };
}

/** Whether a Redis that is done loading speaks at the URL. */
function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 6379) });
    const settle = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(500, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    // A server that asks for a password is one too; one that still loads is not ready.
    socket.once('data', (data) => settle(/^(\+PONG|-NOAUTH)/.test(data.toString())));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
