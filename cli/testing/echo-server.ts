import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands for any service, and answers as the worst one would: an error that repeats all it was sent. */
export interface EchoServer {
  readonly url: string;
  /** Everything that came: addresses, headers and bodies. */
  readonly received: () => string;
  close(): Promise<void>;
}

export async function startEchoServer(): Promise<EchoServer> {
  const received: string[] = [];
  const server: Server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const said = `${request.method} ${request.url}\n${request.rawHeaders.join('\n')}\n${Buffer.concat(body).toString('utf8')}`;
      received.push(said);
      const text = JSON.stringify({ error: said, message: said, description: said, error_code: 400, errors: [said] });
      response.writeHead(400, {
        'content-type': 'application/json',
        'x-said': encodeURIComponent(said).slice(0, 2_000),
      });
      response.end(text);
    });
  });
  // Sockets are refused with the same words.
  server.on('upgrade', (request, socket) => {
    const said = `${request.url} ${request.rawHeaders.join(' ')}`;
    received.push(said);
    socket.end(
      `HTTP/1.1 403 ${encodeURIComponent(said).slice(0, 500)}\r\ncontent-length: ${said.length}\r\n\r\n${said}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => received.join('\n'),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
