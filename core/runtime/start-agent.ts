import { channels } from '../bus/channels.js';
import { hideSecrets, secretsOf } from '../config/hide-secrets.js';
import { haltInForce } from '../db/halts.js';
import { Outbox } from '../db/outbox.js';
import type { Heartbeat } from '../domain/heartbeat.js';
import { messageOf } from '../errors/coded-error.js';
import type { Edge } from '../journal/edge/edge.js';
import { counterOf, gaugeOf } from '../metrics/meters.js';
import { metrics as told } from '../metrics/metrics.js';
import { type AgentContext, type AgentDefinition, type AlertRequest, agentLabel } from './agent.js';
import { guardBus } from './channel-guard.js';
import { ObservedBus } from './observed-bus.js';
import { MinuteBook } from './minute-book.js';
import type { Services } from './services.js';

const HEARTBEAT_MS = 1_000;
/** A heartbeat in the hot state outlives its sender by this much, so that `status` can name the dead. */
const HEARTBEAT_KEPT_MS = 60_000;
const HALT_FILE_MS = 200;

const MEASURE_MS = 5_000;

export interface AgentHandle {
  readonly name: string;
  heartbeat(): Heartbeat;
  stop(): Promise<void>;
}

/**
 * Starts an agent on services that pass its edge and gives it what every agent has: heartbeat, halt handling, outbox,
 * alerts, orderly stop. All that it does from here on is a function of what comes in over the edge.
 */
export async function startAgent(
  definition: AgentDefinition,
  services: Services,
  edge: Edge,
  onStandBy: (what: string) => void,
): Promise<AgentHandle> {
  const { clock, config, database, halt, haltFile, hot, ids, metrics, random } = services;
  const name = agentLabel(definition);
  const instance = ids.next();
  const log = services.log.child({ agent: name });
  // Services repeat what they were sent, and agents tell what services said.
  const secrets = secretsOf(config);
  const bus = new ObservedBus(services.busFor(name), name, clock, metrics);
  const outbox = new Outbox({ database, bus, source: name, clock, ids, log });
  const startedAt = clock.now();
  let state: Heartbeat['state'] = 'starting';

  const raised = counterOf(metrics, told.alerts);
  const alert = (request: AlertRequest) => {
    raised.inc({ agent: name, tier: request.tier });
    const message = {
      id: ids.next(),
      tier: request.tier,
      kind: request.kind,
      dedupeKey: request.dedupeKey ?? request.kind,
      title: hideSecrets(request.title, secrets),
      body: hideSecrets(request.body ?? '', secrets),
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
    edge,
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
    standBy(what) {
      log.info({ what }, 'stands by');
      onStandBy(what);
    },
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

  const lastBeat = gaugeOf(metrics, told.heartbeat);
  const halted = gaugeOf(metrics, told.halted);
  const heartbeat = (): Heartbeat => ({
    agent: name,
    instance,
    state: state === 'running' && halt.isHalted ? 'halted' : state,
    haltId: halt.current?.id ?? null,
    startedAt,
    at: clock.now(),
    details: withoutSecrets(running.details?.() ?? {}, secrets),
  });
  const minutes = new MinuteBook(name, database, log);
  const beat = () => {
    const message = heartbeat();
    minutes.note(message.at);
    lastBeat.set({ agent: name }, message.at / 1_000);
    halted.set({ agent: name }, message.haltId === null ? 0 : 1);
    bus.publish(channels.heartbeats, message);
    hot.set(`heartbeat:${name}`, message, { ttlMs: HEARTBEAT_KEPT_MS }).catch((error: unknown) => {
      log.debug({ error: messageOf(error) }, 'heartbeat not stored');
    });
  };
  const measure = () => {
    running.measure?.();
    bus.measure().catch((error: unknown) => log.debug({ error: messageOf(error) }, 'bus not measured'));
  };
  beat();
  measure();
  const cancelMeasure = clock.every(MEASURE_MS, measure);
  const cancelBeat = clock.every(HEARTBEAT_MS, beat);
  const cancelHaltFile = clock.every(HALT_FILE_MS, () => halt.file(haltFile.read()));
  // An acknowledgement that waits for the next beat is a second late.
  halt.onChange(beat);

  return {
    name,
    heartbeat,
    async stop() {
      state = 'draining';
      // Who stops says so, or others take it for dead.
      beat();
      cancelHaltFile();
      cancelBeat();
      cancelMeasure();
      await running.stop();
      await commands.close();
      await outbox.stop();
      lastBeat.remove({ agent: name });
      halted.remove({ agent: name });
      await bus.close();
      log.info('agent stopped');
    },
  };
}

const withoutSecrets = (details: Heartbeat['details'], secrets: readonly string[]): Heartbeat['details'] =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' ? hideSecrets(value, secrets) : value,
    ]),
  );
