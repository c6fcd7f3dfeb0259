import { join } from 'node:path';

/** What the processes of a demo in this data folder are configured with. */
export const demoConfigFile = (dataDir: string): string => join(dataDir, 'config.demo.json');
