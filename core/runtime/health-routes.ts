import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import type { Heartbeat } from '../domain/heartbeat.js';

export interface AgentHealth {
  readonly agent: string;
  /** `standby`: it waits until another of its name ends. */
  readonly state: Heartbeat['state'] | 'standby';
}

/** One that stands by is well: who replaces a container ends the old one only after the new one says so. */
const WELL: ReadonlySet<AgentHealth['state']> = new Set(['running', 'halted', 'standby']);

/** `/healthz`: 200 while every agent of the process is well, 503 otherwise; `/metrics` for Prometheus. */
export function addHealthRoutes(
  server: FastifyInstance,
  metrics: Registry,
  agents: () => readonly AgentHealth[],
): void {
  server.get('/healthz', async (_request, reply) => {
    const all = agents();
    const healthy = all.length > 0 && all.every(({ state }) => WELL.has(state));
    await reply.code(healthy ? 200 : 503).send({ healthy, agents: all.map(({ agent, state }) => ({ agent, state })) });
  });
  server.get('/metrics', async (_request, reply) => {
    await reply.type(metrics.contentType).send(await metrics.metrics());
  });
}
