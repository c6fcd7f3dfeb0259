import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { ApiError, errorBody } from './api-error.js';
import { readBody, send } from './http-answer.js';
import { Routes } from './routes.js';
import { type AnthropicFault, Script } from './script.js';
import type { SeenRequest } from './seen-request.js';

export interface AnthropicStandInOptions {
  readonly clock: Clock;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The only key that is accepted. */
  readonly apiKey: string;
  /** Batches end this long after they were taken, ms; absent: only by `endBatches`. */
  readonly batchMs?: number;
}

export interface AnthropicStandIn {
  readonly url: string;
  readonly script: Script;
  /** Every request so far, those that were made to fail too. */
  readonly requests: readonly SeenRequest[];
  /** Ids of the batches that were taken, newest first. */
  batches(): readonly string[];
  /** Ends every batch that is in progress; named requests of them expire or fail instead of being answered. */
  endBatches(except?: Readonly<Record<string, 'expired' | 'errored'>>): void;
  close(): Promise<void>;
}

/** The Messages API and its batches on one loopback port, with a scripted model behind them. */
export async function startAnthropic(options: AnthropicStandInOptions): Promise<AnthropicStandIn> {
  const { clock, host, port, apiKey, batchMs = null } = options;
  const script = new Script();
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const routes = new Routes({ clock, script, apiKey, batchMs });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const seen = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: request.headers,
      body: await readBody(request),
    };
    requests.push(seen);
    const requestId = `req_${String(requests.length).padStart(8, '0')}`;
    await script.admitted();
    const fault = script.takeFault();
    if (fault !== null) {
      goesWrong(fault, requestId, request, response, () => routes.answer(seen));
      return;
    }
    try {
      send(response, requestId, routes.answer(seen));
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError(500, 'api_error', String(error));
      send(response, requestId, { status: known.status, body: errorBody(known.status, known.message, requestId) });
    }
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  routes.origin = url;
  return {
    url,
    script,
    requests,
    batches: () => routes.batches.all().map(({ id }) => id),
    endBatches: (except) => routes.endBatches(except ?? {}),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function goesWrong(
  fault: AnthropicFault,
  requestId: string,
  request: IncomingMessage,
  response: ServerResponse,
  takeEffect: () => unknown,
): void {
  switch (fault.kind) {
    case 'status': {
      const { status, retryAfterMs } = fault;
      const headers = retryAfterMs === undefined ? {} : { 'retry-after': String(retryAfterMs / 1_000) };
      send(response, requestId, { status, body: errorBody(status, 'made to fail', requestId), headers });
      return;
    }
    case 'garbage':
      takeEffect();
      response.writeHead(200, { 'content-type': 'application/json', 'request-id': requestId });
      response.end('<html>not what was asked for');
      return;
    case 'lose-answer':
      takeEffect();
      request.socket.destroy();
      return;
    case 'cut':
      request.socket.destroy();
      return;
    case 'hang':
      return;
  }
}
