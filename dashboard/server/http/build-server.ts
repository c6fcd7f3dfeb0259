import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { CodedError, messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Logger } from '@pm-arbitrage/core/log/logger.js';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Access, type RouteName, routes } from '../../protocol/routes.js';
import { csrfHeader } from '../../protocol/session.js';
import type { Door } from '../auth/door.js';
import type { OwnOrigin } from '../auth/own-origin.js';
import { securityHeaders } from '../auth/security-headers.js';
import type { Session } from '../auth/session-store.js';
import { refusal } from './access.js';
import type { Asker, Download, Handlers } from './handler.js';
import { Problem } from './problem.js';
import { RequestLimit } from './request-limit.js';
import { servePage } from './serve-page.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route has one: what none says is refused to everybody. */
    readonly access?: Access;
  }
  interface FastifyRequest {
    session: Session | null;
  }
}

const BODY_LIMIT = 64 * 1024;

export interface ServerParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly door: Door;
  readonly origin: OwnOrigin;
  readonly publicDemo: boolean;
  readonly trustProxy: boolean;
  readonly handlers: Handlers;
}

export interface BuiltServer {
  readonly server: FastifyInstance;
  /** Every route that was added, as `GET /path access`. */
  readonly registered: readonly string[];
}

/** The HTTP server with everything that stands before its routes; it does not listen yet. */
export function buildServer(parts: ServerParts): BuiltServer {
  const { clock, door, log, origin, publicDemo } = parts;
  const limit = new RequestLimit();
  const headers = securityHeaders(origin.isHttps);
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // A request that does not come to its end holds a connection no longer than this, ms.
    requestTimeout: 30_000,
    trustProxy: parts.trustProxy,
  });
  const registered: string[] = [];
  server.addHook('onRoute', ({ config, method, url }) => {
    registered.push(`${String(method)} ${url} ${(config as { access?: Access } | undefined)?.access ?? 'none'}`);
  });
  server.decorateRequest('session', null);

  server.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers);
    const { method, url } = request;
    if (!origin.isOwnHost(request.headers.host))
      throw new Problem(421, 'host', 'This dashboard does not go by that name; set DASHBOARD_URL');
    if (url.startsWith('/api/')) {
      void reply.header('cache-control', 'no-store');
      if (limit.isTooMany(request.ip, clock.now())) throw new Problem(429, 'rate', 'Too many requests; wait a moment');
    }
    request.session = door.whoIs(request.headers.cookie);
    const { access = 'operator' } = request.routeOptions.config;
    const refused = refusal(access, {
      role: publicDemo ? 'viewer' : (request.session?.role ?? null),
      publicDemo,
      isChange: method !== 'GET',
      isOwnOrigin: origin.isOwnOrigin({ host: request.headers.host, origin: request.headers.origin }),
      hasCsrf: request.session !== null && request.headers[csrfHeader] === request.session.csrf,
    });
    if (refused !== null) throw refused;
  });
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply, log));
  server.setNotFoundHandler({ preHandler: [] }, async (_request, reply) =>
    reply.code(404).send({ error: 'unknown', message: 'There is no such address' }),
  );
  for (const name of Object.keys(routes) as RouteName[]) addRoute(server, name, parts.handlers);
  servePage(server);
  return { server, registered };
}

interface AnyRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response: z.ZodType | string;
}

function addRoute(server: FastifyInstance, name: RouteName, handlers: Handlers): void {
  const { method, path, access, params, query, body, response }: AnyRoute = routes[name];
  const handle = handlers[name] as (input: unknown, asker: Asker) => Promise<unknown>;
  server.route({
    method,
    url: path,
    config: { access },
    async handler(request, reply) {
      const input = {
        params: params?.parse(request.params),
        query: query?.parse(request.query),
        body: body?.parse(request.body),
      };
      const answer = await handle(input, {
        session: request.session,
        address: request.ip,
        setCookie: (header) => void reply.header('set-cookie', header),
      });
      if (typeof response !== 'string') return reply.send(answer);
      const { body: file, filename } = answer as Download;
      return reply.type(response).header('content-disposition', `attachment; filename="${filename}"`).send(file);
    },
  });
}

/** What is meant for whoever asked is said to them; what is not is only logged. */
function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger) {
  const say = (status: number, code: string, message: string) => reply.code(status).send({ error: code, message });
  if (error instanceof Problem) return say(error.status, error.code, error.message);
  if (error instanceof z.ZodError) return say(400, 'input', z.prettifyError(error));
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  // Fastify's own: a body that is no JSON, too large, of another type.
  if (typeof code === 'string' && code.startsWith('FST_') && typeof statusCode === 'number' && statusCode < 500)
    return say(statusCode, 'input', messageOf(error));
  if (error instanceof CodedError && meantForPeople.test(error.code)) {
    const unknown = /\.(unknown|market)$/.test(error.code);
    return say(unknown ? 404 : 409, error.code, error.message);
  }
  log.error({ error: messageOf(error), url: request.url }, 'dashboard request failed');
  return say(500, 'failed', 'That did not work; the log of the dashboard says why');
}

/** Refusals of what a person wanted; other errors may name addresses and credentials. */
const meantForPeople = /^(match|venue|alert|allocation|trades)\./;
