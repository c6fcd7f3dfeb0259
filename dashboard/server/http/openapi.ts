import { z } from 'zod';
import { type Access, type RouteName, routes } from '../../protocol/routes.js';
import { csrfHeader, errorBodySchema } from '../../protocol/session.js';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

const parameters = (where: 'path' | 'query', schema: z.ZodObject | undefined): readonly Json[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: of,
  }));
};

const answers: Readonly<Record<Access, Readonly<Record<string, string>>>> = {
  open: { 400: 'The input is not understood', 429: 'Too many requests or attempts' },
  viewer: { 400: 'The input is not understood', 401: 'Nobody is logged in', 429: 'Too many requests' },
  operator: {
    400: 'The input is not understood',
    401: 'Nobody is logged in',
    403: 'Not an operator, not from the own page, or without the token of the session',
    429: 'Too many requests',
  },
};

function operation(name: RouteName): Json {
  const { access, method, summary, response, ...rest } = routes[name] as {
    access: Access;
    method: string;
    summary: string;
    response: z.ZodType | string;
    params?: z.ZodObject;
    query?: z.ZodObject;
    body?: z.ZodType;
  };
  const content =
    typeof response === 'string'
      ? { [response]: { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: schemaOf(response, 'output') } };
  const csrf = { name: csrfHeader, in: 'header', required: true, schema: { type: 'string' } };
  return {
    operationId: name,
    summary,
    parameters: [
      ...parameters('path', rest.params),
      ...parameters('query', rest.query),
      ...(method === 'POST' && access !== 'open' ? [csrf] : []),
    ],
    ...(rest.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(rest.body, 'input') } } } }),
    responses: {
      200: { description: 'Done', content },
      ...Object.fromEntries(
        Object.entries(answers[access]).map(([code, description]) => [
          code,
          { description, content: { 'application/json': { schema: schemaOf(errorBodySchema, 'output') } } },
        ]),
      ),
    },
    security: access === 'open' ? [] : [{ session: [] }],
  };
}

/** The description of all routes (OpenAPI 3.1), made from the schemas that check them. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path } = routes[name];
    const place = path.replaceAll(/:([a-z]+)/gi, '{$1}');
    paths[place] = { ...paths[place], [method.toLowerCase()]: operation(name) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'pm-arbitrage dashboard',
      version: '1',
      description:
        'Money is whole units: dollars in micro-dollars, prices in 1/10,000 dollar, contracts in 1/1,000,000. Times are Unix milliseconds.',
    },
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'pma_session' } } },
  };
}
