import { hideSecrets } from '@pm-arbitrage/core/config/hide-secrets.js';
import { type AlertChannel, AlertNotSentError } from '@pm-arbitrage/core/ports/alert-channel.js';

/** The channel with the secrets taken out of what its service says of a refusal: services repeat what they were sent. */
export function hidingSecrets(channel: AlertChannel, secrets: readonly string[]): AlertChannel {
  const quietly = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof AlertNotSentError)) throw error;
      const { retry, retryAfterMs } = error;
      const detail = hideSecrets(error.message, secrets).replace(`${channel.name}: `, '');
      // Without its cause, which holds the same text.
      throw new AlertNotSentError(channel.name, detail, { retry, retryAfterMs });
    }
  };
  const { acknowledgedBy, recall } = channel;
  return {
    name: channel.name,
    send: (message, signal) => quietly(channel.send(message, signal)),
    ...(acknowledgedBy
      ? { acknowledgedBy: (reference, signal) => quietly(acknowledgedBy.call(channel, reference, signal)) }
      : {}),
    ...(recall ? { recall: (reference, signal) => quietly(recall.call(channel, reference, signal)) } : {}),
    close: () => channel.close(),
  };
}
