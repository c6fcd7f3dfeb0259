import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = new Set(['.html', '.js', '.css', '.svg', '.json', '.webmanifest', '.txt']);

/** A file of the page, ready to be sent. */
export interface PageFile {
  readonly type: string;
  readonly etag: string;
  /** Its name holds its contents' hash: it never changes. */
  readonly immutable: boolean;
  readonly bodies: Readonly<Partial<Record<'br' | 'gzip' | 'identity', Buffer>>>;
}

/** Where the built page lies: beside the sources of the server, two folders up from its build. */
export function builtPage(): string | null {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = [join(here, '..', '..', 'web', 'dist'), join(here, '..', '..', '..', 'web', 'dist')];
  return places.find((place) => existsSync(join(place, 'index.html'))) ?? null;
}

/** Every file under a folder by the path it is asked for, compressed once. Some hundred kilobytes, kept in memory. */
export function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const place = join(entry.parentPath, entry.name);
    const path = place.slice(folder.length).replaceAll('\\', '/');
    const body = readFileSync(place);
    const bodies = compressible.has(extname(entry.name))
      ? { identity: body, gzip: gzipSync(body), br: brotliCompressSync(body) }
      : { identity: body };
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    files.set(path, { type, etag, immutable: path.startsWith('/assets/'), bodies });
  }
  return files;
}

/** What is shown where the page was not built. */
export const notBuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>pm-arbitrage</title>
<h1>The page is not built</h1>
<p>The server runs, and there is no <code>dashboard/web/dist</code>. Build it, then start again.</p>
<p>Everything it would show can be asked for at <code>/api/v1</code>; <code>/api/v1/openapi.json</code> describes it.</p>
</html>`;

/** The page of a one-time link: its script hands in the token that stands behind the # of the address. */
export const enterPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>pm-arbitrage</title>
<p id="state">Logging in…</p>
<noscript><p>This page needs JavaScript.</p></noscript>
<script src="/enter.js"></script>
</html>`;

/** The token never leaves the browser but in this request: a fragment is in no log, and a preview of the link takes nothing. */
export const enterScript = `const say = (text) => { document.getElementById('state').textContent = text; };
const token = location.hash.slice(1);
history.replaceState(null, '', '/enter');
fetch('/api/v1/login', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ token }),
}).then(async (answer) => {
  if (answer.ok) location.replace('/');
  else say((await answer.json()).message);
}).catch(() => say('The dashboard does not answer.'));
`;
