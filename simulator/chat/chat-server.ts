import type { Server } from 'node:http';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { FaultBoard } from '../faults/fault-board.js';
import { type JsonOutcome, type JsonRequest, type JsonResponse, JsonServer } from '../http/json-server.js';
import { ServiceFaults } from './service-faults.js';

export interface ChatServerOptions {
  readonly clock: Clock;
  /** 0 or absent lets the system choose. */
  readonly port?: number;
  readonly answer: (request: JsonRequest) => JsonResponse | Promise<JsonResponse>;
  /** How this service says that there were too many requests. */
  readonly tooMany: (retryAfterS: number) => JsonResponse;
  readonly broken: (status: number) => JsonResponse;
  /** Requests that no fault touches, such as a poll that is always open. */
  readonly spared?: (request: JsonRequest) => boolean;
}

export interface ChatServer {
  readonly http: Server;
  /** Without a trailing slash. */
  readonly url: string;
  readonly faults: ServiceFaults;
  /** Every request so far, those that were made to fail too. */
  readonly requests: readonly JsonRequest[];
  close(): Promise<void>;
}

/** A service on a loopback port, and the faults that each of them can have. */
export async function startChatServer(options: ChatServerOptions): Promise<ChatServer> {
  const { clock, port = 0, answer, broken, spared, tooMany } = options;
  const faults = new ServiceFaults();
  const requests: JsonRequest[] = [];
  const handle = async (request: JsonRequest): Promise<JsonOutcome> => {
    requests.push(request);
    const fault = spared?.(request) === true ? null : faults.take();
    switch (fault?.kind) {
      case undefined:
        return answer(request);
      case 'limit':
        return tooMany(fault.retryAfterS);
      case 'status':
        return broken(fault.status);
      case 'cut':
        return 'cut';
      case 'silence':
        return new Promise<never>(() => undefined);
      case 'lost-answer':
        await answer(request);
        return 'cut';
    }
  };
  const server = new JsonServer({
    clock,
    host: '127.0.0.1',
    port,
    handle,
    venue: null,
    faults: new FaultBoard(clock),
    errorBody: () => ({}),
  });
  const address = await server.listen();
  return { http: server.http, url: `http://${address}`, faults, requests, close: () => server.close() };
}
