import type { Config } from '@pm-arbitrage/core/config/schema.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import type { FastifyInstance } from 'fastify';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Listens where the configuration says. Where its port is taken on this machine alone a free one is as good, and better
 * than no dashboard; other machines were told the port, so there it must be that one.
 * @returns the address to type @throws what listening throws
 */
export async function listen(
  server: FastifyInstance,
  { host, port }: Pick<Config['dashboard'], 'host' | 'port'>,
  log: Logger,
): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || !LOOPBACK.has(host)) throw error;
    log.warn({ port }, 'the port of the dashboard is taken; it listens on a free one');
    await server.listen({ host, port: 0 });
  }
  const address = server.server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}
