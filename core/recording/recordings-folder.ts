import { join } from 'node:path';
import type { Config } from '../config/schema.js';

/** Where the recorder's files lie. */
export const recordingsFolder = ({ recorder, services }: Pick<Config, 'recorder' | 'services'>): string =>
  recorder.directory ?? join(services.dataDir, 'recordings');
