import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { servePage } from './serve-page.js';

const page = '<!doctype html><title>page</title>';
const script = 'export const answer = 42;';

function built(): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), script);
  writeFileSync(join(folder, 'secret.pem'), 'key');
  return folder;
}

function serve(folder: string | null) {
  const server = fastify();
  servePage(server, folder);
  return (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });
}

describe('the page', () => {
  it('is what every address of its own shows, and is asked for anew each time', async () => {
    const get = serve(built());
    for (const url of ['/', '/index.html', '/trades', '/trades/some-id?x=1']) {
      const { body, headers, statusCode } = await get(url);
      expect([statusCode, body, headers['cache-control']]).toEqual([200, page, 'no-cache']);
    }
    const { headers } = await get('/');
    expect((await get('/', { 'if-none-match': String(headers['etag']) })).statusCode).toBe(304);
  });

  it('comes with its files compressed, and those with a hash in their name are kept for good', async () => {
    const { headers, rawPayload } = await serve(built())('/assets/app-1a2b.js', { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(rawPayload).toString()).toBe(script);
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toContain('immutable');
  });

  it('brings no file but its own', async () => {
    const get = serve(built());
    for (const url of ['/secret.pem', '/assets/none.js', '/../../etc/passwd.txt', '/assets/..%2f..%2fsecret.pem'])
      expect((await get(url)).statusCode).toBe(404);
  });

  it('says so where it was not built', async () => {
    const { body, statusCode } = await serve(null)('/');
    expect(statusCode).toBe(503);
    expect(body).toContain('dashboard/web/dist');
    expect((await serve(null)('/enter')).statusCode).toBe(200);
  });
});
