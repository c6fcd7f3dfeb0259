import { Counter, Registry } from 'prom-client';
import { afterEach, expect, it } from 'vitest';
import type { AgentHealth } from './health-routes.js';
import { type HealthServer, startHealthServer } from './health-server.js';

let server: HealthServer | null = null;
afterEach(() => server?.close());

const agentIn = (state: AgentHealth['state']): AgentHealth => ({ agent: 'executor', state });

async function ask(path: string, agents: readonly AgentHealth[], metrics = new Registry()) {
  await server?.close();
  server = await startHealthServer({ host: '127.0.0.1', port: 0 }, metrics, () => agents);
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: path.includes('halt') ? 'POST' : 'GET',
  });
  return { status: answer.status, body: await answer.text() };
}

it('is healthy while every agent runs, obeys a halt or stands by, and not before there is one', async () => {
  expect(await ask('/healthz', [])).toMatchObject({ status: 503 });
  expect(await ask('/healthz', [agentIn('running'), agentIn('halted'), agentIn('standby')])).toMatchObject({
    status: 200,
  });
  expect(await ask('/healthz', [agentIn('running'), agentIn('starting')])).toMatchObject({ status: 503 });
});

it('tells metrics, and takes no orders', async () => {
  const metrics = new Registry();
  new Counter({ name: 'seen_total', help: 'seen', registers: [metrics] }).inc(3);
  expect((await ask('/metrics', [], metrics)).body).toContain('seen_total 3');
  for (const path of ['/api/halt', '/api/status', '/api/trades'])
    expect((await ask(path, [agentIn('running')])).status).toBe(404);
});
