import type { Registry } from 'prom-client';
import type { AlertKind } from '../alerts/alert-catalogue.js';
import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock/clock.js';
import type { Config } from '../config/schema.js';
import type { Database } from '../db/database.js';
import type { Outbox } from '../db/outbox.js';
import type { AgentName } from '../domain/agent-names.js';
import type { Platform } from '../domain/platform.js';
import type { AlertTier } from '../domain/alert.js';
import type { Heartbeat } from '../domain/heartbeat.js';
import type { HotState } from '../hot-state/hot-state.js';
import type { Edge } from '../journal/edge/edge.js';
import type { Logger } from '../log/logger.js';
import type { Ids } from '../random/ids.js';
import type { Random } from '../random/random.js';
import type { HaltFile } from './halt-file.js';
import type { HaltState } from './halt-state.js';

/** What an agent wants a person to know. */
export interface AlertRequest {
  readonly tier: AlertTier;
  /** Its code; the catalogue says what each means and what to do. */
  readonly kind: AlertKind;
  readonly title: string;
  readonly body?: string;
  /** Alerts with the same key within the window are one; the kind by default. */
  readonly dedupeKey?: string;
}

/** Everything an agent may use. Nothing else reaches it. */
export interface AgentContext {
  /** `<name>` or `<name>:<variant>`. */
  readonly name: string;
  /** This process's run of the agent; new at every start. */
  readonly instance: string;
  readonly bus: Bus;
  readonly hot: HotState;
  readonly database: Database;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly config: Config;
  readonly halt: HaltState;
  readonly haltFile: HaltFile;
  /** For whatever it takes from outside that is not among these: keys, files, code. */
  readonly edge: Edge;
  alert(request: AlertRequest): void;
  /** Says that it is well and waits for another of its name to end; until its set-up is through. */
  standBy(what: string): void;
}

export interface RunningAgent {
  /** Small facts for heartbeat and status. */
  details?(): Heartbeat['details'];
  /** Brings the agent's gauges up to date, see core/metrics; called every few seconds. */
  measure?(): void;
  /** Stops intake, finishes or parks what runs, frees what it holds. */
  stop(): Promise<void>;
}

/** An agent by declaration: its name, the channels it reads and writes, and how to start it. */
export interface AgentDefinition {
  readonly name: AgentName;
  readonly variant?: string;
  /** Names from the channel registry; anything else is refused at start. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Consumer groups that it reads with beside the one that has its label; any other is refused. */
  readonly groups?: readonly string[];
  /** Venues whose stored credentials it is given; without, it gets those of file and environment alone. */
  readonly credentials?: readonly Platform[];
  setup(context: AgentContext): Promise<RunningAgent>;
}

export const agentLabel = (definition: Pick<AgentDefinition, 'name' | 'variant'>): string =>
  definition.variant === undefined ? definition.name : `${definition.name}:${definition.variant}`;

/** Every consumer group that an agent may read with. */
export const groupsOf = (definition: Pick<AgentDefinition, 'name' | 'variant' | 'groups'>): readonly string[] => [
  agentLabel(definition),
  ...(definition.groups ?? []),
];
