import { configSchema } from '@pm-arbitrage/core/config/schema.js';
import { openAlertChannels } from '@pm-arbitrage/adapters/alerts/open-alert-channels.js';
import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import { expect, it } from 'vitest';
import { simulatedConfig } from './simulated-config.js';
import { simulatedSwarm } from './simulated-swarm.js';

const configured = configSchema.parse({
  mode: 'paper',
  llm: { anthropicApiKey: 'sk-real' },
  alerts: {
    heartbeatUrl: 'http://127.0.0.1:9/beat',
    telegram: { botToken: 't', chatId: '7', users: ['7'] },
    webhook: { url: 'http://127.0.0.1:9/', secret: 's' },
  },
  risk: { auctionMs: 77 },
});
const simulated = simulatedConfig(configured, { dataDir: '/nowhere', databaseUrl: null });

it('reaches no person and no paid service from simulated time', async () => {
  const clock = new SimulatedClock(0);
  expect(await openAlertChannels(configured.alerts, clock)).not.toHaveLength(0);
  expect(await openAlertChannels(simulated.alerts, clock)).toEqual([]);
  expect(simulated.alerts.heartbeatUrl).toBeNull();
  expect(simulated.llm.anthropicApiKey).toBeNull();
  const agents = simulatedSwarm(simulated, { watchers: [], oracles: [] }).map(({ name }) => name);
  expect(agents).toContain('executor');
  expect(agents.filter((name) => /chat|news|recorder/.test(name))).toEqual([]);
});

it('keeps limits as they are configured', () => {
  expect(simulated.risk).toEqual(configured.risk);
  expect(simulated.trading).toEqual({ ...configured.trading, matchesFile: null });
});
