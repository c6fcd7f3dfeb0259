import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@pm-arbitrage/core/clock/clock.js';
import { messageOf } from '@pm-arbitrage/core/errors/coded-error.js';
import type { Random } from '@pm-arbitrage/core/random/random.js';
import { Child, type ChildSpec } from './child.js';
import { type RestartPolicy, restartPolicy } from './restart-policy.js';
import { stopStages } from './stages.js';

/** Time a process has to finish what it is doing. */
const GRACE_MS = 8_000;

export interface SupervisorParts {
  readonly clock: Clock;
  readonly random: Random;
  /** Logs go to `<data folder>/logs`, the list of processes to `<data folder>/processes.json`. */
  readonly dataDir: string;
  /** For the person who watches. */
  readonly note: (text: string) => void;
  readonly policy?: RestartPolicy;
}

/** Starts processes, starts them again when they end, and stops them in order. */
export class Supervisor {
  readonly #parts: SupervisorParts;
  readonly #children: Child[] = [];
  #closed = false;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
    mkdirSync(join(parts.dataDir, 'logs'), { recursive: true });
  }

  /** @returns what the process says when it is ready. */
  start(spec: Omit<ChildSpec, 'logFile'>): Promise<unknown> {
    const { clock, random, note, policy = restartPolicy, dataDir } = this.#parts;
    const logFile = join(dataDir, 'logs', `${spec.name.replaceAll(':', '-')}.log`);
    const child = new Child(
      { ...spec, logFile },
      {
        clock,
        random,
        policy,
        onChange: () => this.#record(),
        onFailure: ({ name }, { how, delayMs }) =>
          note(`${name} ended (${how}), starts again in ${delayMs} ms; its log is ${logFile}`),
      },
    );
    this.#children.push(child);
    return child.start();
  }

  /** Stops those of these names, stage by stage; the rest keeps running. */
  async stop(names: readonly string[]): Promise<void> {
    const chosen = this.#children.filter(({ name }) => names.includes(name));
    for (const stage of stopStages(chosen)) await Promise.all(stage.map((child) => child.stop(GRACE_MS)));
  }

  /** Stops everything that still runs. */
  async close(): Promise<void> {
    await this.stop(this.#children.map(({ name }) => name));
    this.#closed = true;
    rmSync(this.#file, { force: true });
  }

  get #file(): string {
    return join(this.#parts.dataDir, 'processes.json');
  }

  /** Which process is which, for people and tests. */
  #record(): void {
    if (this.#closed) return;
    const children = this.#children.map(({ name, pid, restarts, logFile }) => ({ name, pid, restarts, logFile }));
    const draft = `${this.#file}.tmp`;
    try {
      writeFileSync(draft, `${JSON.stringify({ supervisor: process.pid, children }, null, 2)}\n`);
      renameSync(draft, this.#file);
    } catch (error) {
      // The list is for people; a disk that is full ends nobody's life.
      this.#parts.note(`${this.#file} is out of date: ${messageOf(error)}`);
    }
  }
}
