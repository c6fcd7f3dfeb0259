import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '@pm-arbitrage/core/config/load-config.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { readRuntimeFile } from '@pm-arbitrage/core/runtime/runtime-file.js';
import { DataFolderBusyError } from '../data-lock.js';
import { demoConfigFile } from '../demo/demo-config-file.js';
import type { Control } from './control.js';
import { processControl } from './process-control.js';

/** Thrown when the data folder holds nothing that could be asked. */
export class NothingHereError extends CodedError {}

/**
 * The way to the swarm of this data folder: the process that announced itself there, else its database and bus.
 * @param create whether an embedded database is made where there is none
 * @throws NothingHereError DatabaseUnavailableError DataFolderBusyError
 */
export async function openControl(config: Config, create = false): Promise<Control> {
  const { dataDir, databaseUrl } = config.services;
  const running = readRuntimeFile(dataDir);
  if (running) return processControl(running);
  if (databaseUrl === null && !existsSync(join(dataDir, 'database'))) {
    // What a demo of separate processes left here lies in Redis and Postgres.
    const file = demoConfigFile(dataDir);
    if (existsSync(file)) return direct(loadConfig({ file, environment: {} }).config);
    if (!create) throw nothingIn(dataDir);
  }
  try {
    return await direct(config);
  } catch (error) {
    // A swarm that was starting has announced itself by now.
    const started = error instanceof DataFolderBusyError ? readRuntimeFile(dataDir) : null;
    if (!started) throw error;
    return processControl(started);
  }
}

/** Loads the database and bus only where nobody else can be asked: a halt has no time for them. */
const direct = async (config: Config): Promise<Control> => (await import('./direct-control.js')).directControl(config);

/** Asks one thing and closes the way again. */
export async function askSwarm<T>(config: Config, ask: (control: Control) => Promise<T>, create = false): Promise<T> {
  const control = await openControl(config, create);
  try {
    return await ask(control);
  } finally {
    await control.close();
  }
}

const nothingIn = (dataDir: string): NothingHereError =>
  new NothingHereError(
    'control.nothing',
    `Nothing runs in the data folder ${dataDir}, and it holds no database yet. Start the swarm with demo or up, or name its folder with --data-dir.`,
    { dataDir },
  );
