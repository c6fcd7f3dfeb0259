import { Redis } from 'ioredis';

/*
 * A process of the bare floor: reads one stream, writes the next, nothing else. Arguments: Redis URL, the stream it
 * reads, the stream it writes, and `tail` or `group`.
 */
const [url = '', from = '', to = '', kind = 'tail'] = process.argv.slice(2);
const reader = new Redis(url);
const writer = new Redis(url);
if (kind === 'group') await reader.xgroup('CREATE', from, 'g', '0', 'MKSTREAM').catch(() => undefined);
process.send?.('ready');

let last = '$';
for (;;) {
  const reply = (
    kind === 'group'
      ? await reader.xreadgroup('GROUP', 'g', 'c', 'COUNT', 512, 'BLOCK', 1_000, 'STREAMS', from, '>')
      : await reader.xread('COUNT', 512, 'BLOCK', 1_000, 'STREAMS', from, last)
  ) as [string, [string, string[]][]][] | null;
  for (const [id, fields] of reply?.[0]?.[1] ?? []) {
    last = id;
    const message = JSON.parse(fields[1] as string) as unknown;
    void writer.xadd(to, 'MAXLEN', '~', 50_000, '*', 'm', JSON.stringify(message));
    if (kind === 'group') void writer.xack(from, 'g', id);
  }
}
