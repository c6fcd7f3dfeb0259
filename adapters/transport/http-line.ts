import { Agent as HttpAgent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From the host root, query included. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Patience for the whole answer, ms. */
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Thrown when a request got no whole answer. `sent` false is proof that no byte of it can have arrived. */
export class NoAnswerError extends CodedError {
  readonly sent: boolean;

  constructor(origin: string, detail: string, sent: boolean, cause?: unknown) {
    super(
      'http.no-answer',
      sent
        ? `${origin} did not answer: ${detail}; it may have received the request all the same`
        : `${origin} cannot be reached: ${detail}; check the address and the network, nothing was sent`,
      { origin, sent },
      { cause },
    );
    this.sent = sent;
  }
}

/**
 * Requests to one host over connections that stay open, so that an order pays no handshake. The connection used last
 * is used first. One attempt each: who may repeat what is the caller's business.
 */
export class HttpLine {
  readonly #origin: URL;
  readonly #clock: Clock;
  readonly #agent: HttpAgent;

  constructor(origin: string, clock: Clock) {
    this.#origin = new URL(origin);
    this.#clock = clock;
    // As many connections as there are requests: an order never queues behind reads. Budgets bound them.
    const options = { keepAlive: true, keepAliveMsecs: 10_000, scheduling: 'lifo' } as const;
    this.#agent = this.#origin.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** @throws NoAnswerError when the answer does not come whole, or not in time. */
  request({ method, path, headers, body, timeoutMs }: HttpRequest): Promise<HttpAnswer> {
    const { hostname, origin, port, protocol } = this.#origin;
    const open = protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      let sent = false;
      const request = open({
        agent: this.#agent,
        host: hostname,
        ...(port === '' ? {} : { port }),
        method,
        path,
        headers: body === undefined ? headers : { ...headers, 'content-length': String(body.length) },
      });
      const cancelTimeout = this.#clock.after(timeoutMs, () =>
        request.destroy(new Error(`no answer within ${timeoutMs} ms`)),
      );
      const failed = (error: unknown) => {
        cancelTimeout();
        reject(new NoAnswerError(origin, messageOf(error), sent, error));
      };
      request.on('socket', (socket: Socket) => {
        const connected = () => (sent = true);
        if (socket.connecting) socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', connected);
        else connected();
      });
      request.on('error', failed);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', failed);
        response.on('end', () => {
          if (!response.complete) return failed(new Error('the answer was cut off'));
          cancelTimeout();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      });
      request.end(body);
    });
  }

  /** Gives the connections up; requests under way fail. */
  close(): void {
    this.#agent.destroy();
  }
}
