import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer of the API: JSON, or lines of it. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const MAX_BODY_BYTES = 32_000_000;

/** The body of a request, at most as large as the API takes. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError('request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Texts go out as JSON lines, everything else as JSON. */
export function send(response: ServerResponse, requestId: string, { status, body, headers }: ApiAnswer): void {
  const lines = typeof body === 'string';
  response.writeHead(status, {
    'content-type': lines ? 'application/x-jsonl' : 'application/json',
    'request-id': requestId,
    ...headers,
  });
  response.end(lines ? body : JSON.stringify(body));
}
