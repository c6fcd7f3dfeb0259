import { channels } from '../bus/channels.js';
import { type Halt, haltInForce, isResumed, recordHalt, recordResume } from '../db/halts.js';
import { riskEvents } from '../db/schema/schema.js';
import type { Command } from '../domain/command.js';
import type { AgentContext } from './agent.js';

type HaltContext = Pick<AgentContext, 'halt' | 'haltFile' | 'outbox'>;

/**
 * Stops all trading: this process at once, every process that shares the disk by the file, everybody by a committed
 * row and the command that reports it. Ordering the same halt again does nothing, also when it has been lifted since.
 * @returns whether it was new.
 */
export async function orderHalt(context: HaltContext, halt: Halt, rule: string): Promise<boolean> {
  context.halt.halt(halt);
  const written = context.haltFile.read() === null && wroteFile(context.haltFile, halt);
  const outcome = await context.outbox.commit(async (queries, emit) => {
    if (!(await recordHalt(queries, halt))) return (await isResumed(queries, halt.id)) ? 'lifted' : 'known';
    const { id, reason, by, at } = halt;
    await queries
      .insert(riskEvents)
      .values({ id: `halt:${id}`, kind: 'halt', rule, limit: '', value: by, message: reason, at });
    emit<Command>(channels.commands, { kind: 'halt', haltId: id, reason, by, at });
    return 'new';
  });
  // Stopped first, asked after: somebody who heard late of a lifted halt must not bring it back.
  if (outcome === 'lifted') {
    context.halt.resume(halt.id);
    if (written && context.haltFile.read()?.id === halt.id) context.haltFile.remove();
  }
  return outcome === 'new';
}

/** A disk that takes nothing keeps no row from being written. */
function wroteFile(file: HaltContext['haltFile'], halt: Halt): boolean {
  try {
    file.write(halt);
    return true;
  } catch {
    return false;
  }
}

/** Lifts every halt in force. @returns the halts that ended. */
export async function liftHalts(
  context: HaltContext,
  resume: { reason: string; by: string; at: number },
): Promise<readonly string[]> {
  const inFile = context.haltFile.read();
  const ended = await context.outbox.commit(async (queries, emit) => {
    // A halt that so far is only a file must be on record before it can be lifted, or a restart would forget it was.
    if (inFile) await recordHalt(queries, inFile);
    const newest = await haltInForce(queries);
    if (!newest) return [];
    const ids = await recordResume(queries, resume);
    for (const id of ids) {
      const row = { id: `resume:${id}`, kind: 'resume' as const, rule: 'operator', limit: '', value: resume.by };
      await queries
        .insert(riskEvents)
        .values({ ...row, message: resume.reason, at: resume.at })
        .onConflictDoNothing();
      emit<Command>(channels.commands, { kind: 'resume', haltId: id, ...resume });
    }
    return ids;
  });
  for (const id of ended) context.halt.resume(id);
  context.haltFile.remove();
  context.halt.file(null);
  return ended;
}
