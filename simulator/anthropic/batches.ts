import { ApiError, invalid } from './api-error.js';
import type { MessageJson } from './message-json.js';
import { type MessageRequest, readRequest } from './read-request.js';

/** What became of one request of a batch. */
export type BatchResult =
  | { readonly type: 'succeeded'; readonly message: MessageJson }
  | { readonly type: 'errored'; readonly error: unknown }
  | { readonly type: 'expired' | 'canceled' };

export interface Batch {
  readonly id: string;
  readonly createdAt: number;
  readonly requests: readonly { readonly customId: string; readonly request: MessageRequest }[];
  results: readonly { readonly custom_id: string; readonly result: BatchResult }[] | null;
  endedAt: number | null;
}

const CUSTOM_ID = /^[a-zA-Z0-9_-]{1,64}$/;
const DAY_MS = 86_400_000;
const iso = (time: number) => new Date(time).toISOString();

/** Batches of the account. They stay in progress until the test, or whoever runs the stand-in, ends them. */
export class Batches {
  readonly #batches: Batch[] = [];

  /** @throws ApiError where the API refuses the whole. */
  create(body: unknown, id: string, now: number): Batch {
    const requests = (body as { requests?: unknown } | null)?.requests;
    if (!Array.isArray(requests) || requests.length === 0) throw invalid('requests: at least one request is required');
    const seen = new Set<string>();
    const read = (requests as readonly { custom_id?: unknown; params?: unknown }[]).map((one, index) => {
      const customId = one?.custom_id;
      if (typeof customId !== 'string' || !CUSTOM_ID.test(customId))
        throw invalid(`requests.${index}.custom_id: must match ${CUSTOM_ID.source}`);
      if (seen.has(customId)) throw invalid(`requests.${index}.custom_id: "${customId}" is there twice`);
      seen.add(customId);
      return { customId, request: readRequest(one.params) };
    });
    const batch: Batch = { id, createdAt: now, requests: read, results: null, endedAt: null };
    this.#batches.unshift(batch);
    return batch;
  }

  /** Newest first. */
  all(): readonly Batch[] {
    return this.#batches;
  }

  /** @throws ApiError 404 */
  find(id: string): Batch {
    const batch = this.#batches.find((one) => one.id === id);
    if (batch === undefined) throw new ApiError(404, 'not_found_error', `message batch ${id} not found`);
    return batch;
  }

  /** Ends a batch; results come in the reverse of the order of its requests, as no order is promised. */
  end(batch: Batch, now: number, run: (customId: string, request: MessageRequest) => BatchResult): void {
    if (batch.results !== null) return;
    batch.results = batch.requests
      .map(({ customId, request }) => ({ custom_id: customId, result: run(customId, request) }))
      .toReversed();
    batch.endedAt = now;
  }

  json(batch: Batch, origin: string): unknown {
    const count = (type: BatchResult['type']) =>
      batch.results?.filter(({ result }) => result.type === type).length ?? 0;
    return {
      id: batch.id,
      type: 'message_batch',
      processing_status: batch.results === null ? 'in_progress' : 'ended',
      request_counts: {
        processing: batch.results === null ? batch.requests.length : 0,
        succeeded: count('succeeded'),
        errored: count('errored'),
        canceled: count('canceled'),
        expired: count('expired'),
      },
      created_at: iso(batch.createdAt),
      expires_at: iso(batch.createdAt + DAY_MS),
      ended_at: batch.endedAt === null ? null : iso(batch.endedAt),
      archived_at: null,
      cancel_initiated_at: null,
      results_url: batch.results === null ? null : `${origin}/v1/messages/batches/${batch.id}/results`,
    };
  }
}
