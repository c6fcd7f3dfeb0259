import { loadClients } from './load-clients.js';

/* The pages of the benchmark in a process of their own: `<url> <cookie> <count>`; asked for its result by a message. */

const [url = '', cookie = '', count = '0'] = process.argv.slice(2);
const end = await loadClients(url, cookie, Number(count));
process.on('message', () => {
  const load = end();
  process.send?.(load, () => process.exit(0));
});
process.send?.('ready');
