import { once } from 'node:events';
import { createServer } from 'node:net';

/** Loopback ports that nobody uses now, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  try {
    return await Promise.all(
      servers.map(async (server) => {
        if (!server.listening) await once(server, 'listening');
        const address = server.address();
        if (address === null || typeof address === 'string') throw new Error('no free port');
        return address.port;
      }),
    );
  } finally {
    for (const server of servers) server.close();
  }
}
