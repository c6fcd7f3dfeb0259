import { allAgents } from '@pm-arbitrage/agents/all-agents.js';
import type { Config } from '@pm-arbitrage/core/config/schema.js';
import { CodedError } from '@pm-arbitrage/core/errors/coded-error.js';
import { type Comparison, toTheWord } from '@pm-arbitrage/core/journal/comparison.js';
import { journalFiles } from '@pm-arbitrage/core/journal/file/journal-folder.js';
import { readJournal } from '@pm-arbitrage/core/journal/file/read-journal.js';
import { type Replayed, replayJournal } from '@pm-arbitrage/core/journal/replay-journal.js';
import { type AgentDefinition, agentLabel } from '@pm-arbitrage/core/runtime/agent.js';

/** Thrown when there is nothing to verify. */
export class NoJournalError extends CodedError {}

/** A journal and what became of it when it was replayed. */
export interface VerifiedJournal extends Replayed {
  readonly path: string;
  readonly startedAt: number;
}

/**
 * Replays every journal of a folder, one after the other. @param onJournal told of each before it is replayed
 * @throws NoJournalError, JournalFileError
 */
export async function verifyJournals(
  folder: string,
  comparison: Comparison = toTheWord,
  onJournal?: (agent: string, number: number, of: number) => void,
): Promise<readonly VerifiedJournal[]> {
  const files = await journalFiles(folder);
  if (files.length === 0) {
    throw new NoJournalError(
      'journal.none',
      `There is no journal in ${folder}. Agents keep one with recorder.journal: true (RECORDER_JOURNAL=true)`,
      { folder },
    );
  }
  const verified: VerifiedJournal[] = [];
  for (const [index, { path, startedAt }] of files.entries()) {
    const journal = await readJournal(path);
    const definition = definitionOf(journal.header.config as Config, journal.header.agent);
    onJournal?.(journal.header.agent, index + 1, files.length);
    verified.push({ path, startedAt, ...(await replayJournal(journal, definition, { comparison })) });
  }
  return verified;
}

function definitionOf(config: Config, agent: string): AgentDefinition {
  const definition = allAgents(config).find((one) => agentLabel(one) === agent);
  if (definition) return definition;
  throw new NoJournalError(
    'journal.agent',
    `The configuration in the journal of ${agent} has no such agent for this version: replay it with the version that kept it`,
    { agent },
  );
}
