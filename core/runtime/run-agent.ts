import { Gauge, type Registry } from 'prom-client';
import { channels } from '../bus/channels.js';
import { haltInForce } from '../db/halts.js';
import { Outbox } from '../db/outbox.js';
import type { Heartbeat } from '../domain/heartbeat.js';
import { messageOf } from '../errors/coded-error.js';
import { type AgentContext, type AgentDefinition, type AlertRequest, agentLabel } from './agent.js';
import { checkDeclaration, guardBus } from './channel-guard.js';
import type { Services } from './services.js';

const HEARTBEAT_MS = 1_000;
/** A heartbeat in the hot state outlives its sender by this much, so that `status` can name the dead. */
const HEARTBEAT_KEPT_MS = 60_000;
const HALT_FILE_MS = 200;

const GAUGE = 'pma_agent_heartbeat_timestamp_ms';

function heartbeatGauge(metrics: Registry): Gauge<'agent'> {
  const known = metrics.getSingleMetric(GAUGE) as Gauge<'agent'> | undefined;
  return (
    known ??
    new Gauge({ name: GAUGE, help: 'Unix ms of the last heartbeat', labelNames: ['agent'], registers: [metrics] })
  );
}

export interface AgentHandle {
  readonly name: string;
  heartbeat(): Heartbeat;
  stop(): Promise<void>;
}

/**
 * Starts an agent and gives it what every agent has: heartbeat, halt handling, outbox, alerts, orderly stop. Whatever
 * fails at start is thrown; a supervisor restarts the process (crash only).
 */
export async function runAgent(definition: AgentDefinition, services: Services): Promise<AgentHandle> {
  checkDeclaration(definition);
  const { clock, database, halt, haltFile, hot, ids, config, metrics, random } = services;
  const name = agentLabel(definition);
  const instance = ids.next();
  const log = services.log.child({ agent: name });
  const bus = services.busFor(name);
  const outbox = new Outbox({ database, bus, source: name, clock, ids, log });
  const startedAt = clock.now();
  let state: Heartbeat['state'] = 'starting';

  const alert = (request: AlertRequest) => {
    const message = {
      id: ids.next(),
      tier: request.tier,
      kind: request.kind,
      dedupeKey: request.dedupeKey ?? request.kind,
      title: request.title,
      body: request.body ?? '',
      source: name,
      at: clock.now(),
    };
    bus.publishDurable(channels.alerts, message).catch((error: unknown) => {
      log.warn({ alert: request.kind, title: request.title, error: messageOf(error) }, 'alert could not be sent');
    });
  };
  const context: AgentContext = {
    name,
    instance,
    bus: guardBus(bus, definition),
    hot,
    database,
    outbox,
    clock,
    random,
    ids,
    log,
    metrics,
    config,
    halt,
    haltFile,
    alert,
  };

  halt.file(haltFile.read());
  const recorded = await haltInForce(database.queries);
  if (recorded) halt.halt(recorded);
  const commands = await bus.consume(channels.commands, { group: name, consumer: name }, async (command) => {
    if (command.kind === 'resume') {
      halt.resume(command.haltId);
      return;
    }
    const { haltId: id, reason, by, at } = command;
    try {
      // An old halt may be read again after it was resumed: the database knows.
      const inForce = await haltInForce(database.queries);
      if (inForce) halt.halt(inForce);
    } catch (error) {
      // A halt works without the database: who cannot ask obeys.
      log.warn({ error: messageOf(error) }, 'halt obeyed without asking the database');
      halt.halt({ id, reason, by, at });
    }
  });
  await outbox.start();
  const running = await definition.setup(context);
  state = 'running';
  log.info({ instance }, 'agent started');

  const lastBeat = heartbeatGauge(metrics);
  const heartbeat = (): Heartbeat => ({
    agent: name,
    instance,
    state: state === 'running' && halt.isHalted ? 'halted' : state,
    haltId: halt.current?.id ?? null,
    startedAt,
    at: clock.now(),
    details: running.details?.() ?? {},
  });
  const beat = () => {
    const message = heartbeat();
    lastBeat.set({ agent: name }, message.at);
    bus.publish(channels.heartbeats, message);
    hot.set(`heartbeat:${name}`, message, { ttlMs: HEARTBEAT_KEPT_MS }).catch((error: unknown) => {
      log.debug({ error: messageOf(error) }, 'heartbeat not stored');
    });
  };
  beat();
  const cancelBeat = clock.every(HEARTBEAT_MS, beat);
  const cancelHaltFile = clock.every(HALT_FILE_MS, () => halt.file(haltFile.read()));
  // An acknowledgement that waits for the next beat is a second late.
  halt.onChange(beat);

  return {
    name,
    heartbeat,
    async stop() {
      state = 'draining';
      cancelHaltFile();
      cancelBeat();
      await running.stop();
      await commands.close();
      await outbox.stop();
      lastBeat.remove({ agent: name });
      await bus.close();
      log.info('agent stopped');
    },
  };
}
