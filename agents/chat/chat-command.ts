import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import type { ChatAsker, ChatCommandInfo, ChatPress } from '@pm-arbitrage/core/ports/chat-service.js';

/** What commands work with: the functions of the house do the work, these are what they ask for. */
export type ChatParts = Pick<
  AgentContext,
  'clock' | 'config' | 'database' | 'halt' | 'haltFile' | 'hot' | 'ids' | 'log' | 'outbox'
>;

/** Something that a command wants to do, and what a person reads before it is done. */
export interface Choice {
  readonly label: string;
  /** An emoji that chooses it too, where a service has reactions. */
  readonly reaction?: string;
  /** @returns what was done, for the person */
  readonly act: (by: ChatPress) => Promise<string>;
}

/** What a command says; with `choices` it changes something, and only after a button was pressed. */
export interface CommandAnswer {
  readonly text: string;
  readonly choices?: readonly Choice[];
}

export interface ChatCommandDefinition extends ChatCommandInfo {
  /** @throws CodedError whose message a person may read */
  readonly run: (parts: ChatParts, words: string, asker: ChatAsker) => Promise<CommandAnswer>;
}

export const YES = 'Yes, do it';
export const NO = 'No';
export const leaveIt: Choice = { label: NO, act: async () => 'Left as it was.' };
