import fastify from 'fastify';
import type { Registry } from 'prom-client';
import { addHealthRoutes, type AgentHealth } from './health-routes.js';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Health and metrics for whoever watches from outside the machine: a platform's health check, Prometheus. Nothing can be
 * ordered there. @throws where the address cannot be listened on
 */
export async function startHealthServer(
  place: { readonly host: string; readonly port: number },
  metrics: Registry,
  agents: () => readonly AgentHealth[],
): Promise<HealthServer> {
  const server = fastify({ logger: false });
  addHealthRoutes(server, metrics, agents);
  await server.listen(place);
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : place.port,
    close: () => server.close(),
  };
}
