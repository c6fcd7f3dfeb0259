import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import { freePorts } from '../swarm/free-ports.js';
import { postgresProblem } from '../swarm/servers.js';
import { until } from '@pm-arbitrage/core/testing/until.js';

/** A Postgres that belongs to one run, which may stop it and start it again on the same port. */
export interface PrivatePostgres {
  readonly url: string;
  /** Ends it as its service manager would: connections are cut, what is committed stays. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes what it held. */
  close(): Promise<void>;
}

/** Where distributions put what is not on the path. */
const PACKAGED = '/usr/lib/postgresql';
const START_MS = 60_000;

/** Why no private Postgres can be had here, or null. */
export function postgresServerMissing(): string | null {
  try {
    execFileSync(programOf('postgres'), ['--version'], { stdio: 'ignore' });
    ownerOf();
    return null;
  } catch (error) {
    return `no Postgres server can be started here: ${messageOf(error)}`;
  }
}

/** Makes a cluster in a folder of its own and starts it on a free port. @throws when it does not come up */
export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'pm-postgres-'));
  const owner = ownerOf();
  if ('uid' in owner) chownSync(folder, owner.uid, owner.gid);
  const [port = 0] = await freePorts(1);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const data = join(folder, 'data');
  let server: ChildProcess | null = null;

  const start = async () => {
    const options = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, max_connections: 200 };
    const settings = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(programOf('postgres'), ['-D', data, ...settings], { stdio: 'ignore', ...owner });
    server = child;
    await until(
      'the private Postgres answers',
      async () => {
        if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
        return (await postgresProblem(url)) === null;
      },
      START_MS,
    );
  };
  const end = async (signal: NodeJS.Signals) => {
    const child = server;
    server = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  const close = async () => {
    // Nobody wants its data any more.
    await end('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const initial = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'];
    execFileSync(programOf('initdb'), initial, { stdio: 'ignore', ...owner });
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return { url, start, close, stop: () => end('SIGINT') };
}

/** Postgres refuses to run as root: then it runs as its own user. */
function ownerOf(): { readonly uid: number; readonly gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { stdio: 'pipe' }).toString());
  return { uid: id('-u'), gid: id('-g') };
}

function programOf(name: string): string {
  const versions = existsSync(PACKAGED) ? readdirSync(PACKAGED).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(PACKAGED, version, 'bin', name)).find((path) => existsSync(path));
  return found ?? name;
}
