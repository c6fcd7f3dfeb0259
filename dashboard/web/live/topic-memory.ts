import type { Place } from '../../protocol/frames.js';

/** A row of any table; what else it has the reader of the topic knows. */
export interface Row {
  readonly id: string;
}

/** What the page knows of one topic, and how far it got with it. Replaced whole on every change. */
export type TopicMemory =
  | { readonly kind: 'document'; readonly place: Place; readonly value: unknown }
  | { readonly kind: 'table'; readonly place: Place; readonly rows: ReadonlyMap<string, Row> };
