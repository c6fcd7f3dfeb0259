import { encodeEnvelope } from '@pm-arbitrage/core/bus/wire.js';
import type { Heartbeat } from '@pm-arbitrage/core/domain/heartbeat.js';
import type { RawTap } from '@pm-arbitrage/core/ports/raw-tap.js';
import { spoolTap } from '@pm-arbitrage/core/recording/spool/spool-tap.js';
import type { AgentContext } from '@pm-arbitrage/core/runtime/agent.js';
import type { Channel } from '@pm-arbitrage/core/bus/channel.js';
import { openSpool } from './open-spool.js';

/** What an agent that hears the world records of it, in its own process. */
export interface RawSpool {
  readonly tap: RawTap;
  /** Records what the agent publishes on a channel that nobody can follow as a whole. */
  message<T>(channel: Channel<T>, payload: T, eventTime: number): void;
  details(): Heartbeat['details'];
  close(): Promise<void>;
}

/** The spool of one source; null where nothing is recorded. */
export function openRawSpool(context: AgentContext, source: string): RawSpool | null {
  const { enabled, frames } = context.config.recorder;
  if (!enabled || !frames) return null;
  const writer = openSpool(context, source);
  let messages = 0;
  return {
    tap: spoolTap(writer, context.clock),
    message({ stream, definition }, payload, eventTime) {
      const at = context.clock.now();
      const id = `${context.instance}/${++messages}`;
      const envelope = { id, version: definition.version, eventTime, publishTime: at, source: context.name };
      const text = encodeEnvelope({ ...envelope, trace: id, cause: null, payload });
      writer.record({ at, kind: 'message', label: stream, text });
    },
    details() {
      const { recorded, dropped } = writer.counts();
      return { recorded, ...(dropped > 0 ? { unrecorded: dropped } : {}) };
    },
    close: () => writer.close(),
  };
}
