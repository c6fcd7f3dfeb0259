import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { builtPage, enterPage, enterScript, notBuilt, type PageFile, readPage } from './page-files.js';

const HTML = 'text/html; charset=utf-8';

/**
 * Sends the page and its files to everybody: there is nothing in them that is not public.
 * @param folder of the built page; null: it was not built, which is said
 */
export function servePage(server: FastifyInstance, folder: string | null = builtPage()): void {
  const files: ReadonlyMap<string, PageFile> = folder === null ? new Map() : readPage(folder);
  const config = { access: 'open' as const };
  server.get('/enter', { config }, async (_request, reply) => plain(reply, HTML, enterPage));
  server.get('/enter.js', { config }, async (_request, reply) =>
    plain(reply, 'text/javascript; charset=utf-8', enterScript),
  );
  server.get('/*', { config }, async (request, reply) => {
    const path = new URL(request.url, 'http://page').pathname;
    // The page knows its own addresses; only what looks like a file is one.
    const file = files.get(path) ?? (/\.[a-z0-9]+$/i.test(path) ? undefined : files.get('/index.html'));
    if (file !== undefined) return send(request, reply, file);
    if (folder === null && !path.slice(1).includes('.')) return plain(reply.code(503), HTML, notBuilt);
    return reply.code(404).send({ error: 'unknown', message: 'There is no such page' });
  });
}

const plain = (reply: FastifyReply, type: string, body: string) =>
  reply.header('cache-control', 'no-store').type(type).send(body);

function send(request: FastifyRequest, reply: FastifyReply, { bodies, etag, immutable, type }: PageFile) {
  reply
    .header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', etag)
    .header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const accepted = request.headers['accept-encoding'] ?? '';
  const encoding = (['br', 'gzip'] as const).find((one) => bodies[one] !== undefined && accepted.includes(one));
  if (encoding !== undefined) reply.header('content-encoding', encoding);
  return reply.type(type).send(bodies[encoding ?? 'identity']);
}
