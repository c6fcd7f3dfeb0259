import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LoginLinks } from './auth/login-links.js';

const addressSchema = z.object({ pid: z.int(), url: z.string() });

const fileIn = (dataDir: string): string => join(dataDir, 'dashboard', 'address.json');

/** Says where this process serves the dashboard of a data folder. */
export function tellAddress(dataDir: string, url: string): void {
  mkdirSync(join(dataDir, 'dashboard'), { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(dataDir), JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
}

export const forgetAddress = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

/** Where the dashboard of a data folder is served; null where none runs. */
export function dashboardAddress(dataDir: string): string | null {
  try {
    const { pid, url } = addressSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
    process.kill(pid, 0);
    return url;
  } catch {
    return null;
  }
}

/** An address that logs an operator in, once and within the hour; null where no dashboard runs. `now` Unix ms. */
export function oneTimeLink(dataDir: string, now: number): string | null {
  const url = dashboardAddress(dataDir);
  return url === null ? null : `${url.replace(/\/$/, '')}/enter#${new LoginLinks(dataDir).create('operator', now)}`;
}
