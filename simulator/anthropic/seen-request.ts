import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived, before anything was done with it. */
export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
