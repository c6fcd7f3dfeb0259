/** A page to be asked for. */
export interface PageRequest {
  /** May carry a key in its query; it is never shown. */
  readonly url: string;
  /** Sent as a POST with this body and its type; absent: a GET. */
  readonly body?: { readonly text: string; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** Content types that are read, anything else is refused unread: `/json/`. */
  readonly types: RegExp;
  /** Largest answer that is read, bytes after unpacking. Default 2,000,000. */
  readonly maxBytes?: number;
  /** Tokens that it costs. Default 1. */
  readonly cost?: number;
  /** Whether it may be answered by "unchanged". Default true for a GET. */
  readonly conditional?: boolean;
}

/** Why there is no page. */
export type PageFault =
  /** No connection, no whole answer, or not in time. */
  | 'no-answer'
  /** A status other than 200; 4xx and 5xx. */
  | 'status'
  | 'too-large'
  | 'wrong-type'
  /** It points to another host, or in a circle. */
  | 'redirect';

/** What became of it. Never thrown: whoever polls lives with failures. */
export type PageAnswer =
  | {
      readonly kind: 'page';
      readonly bytes: Uint8Array;
      /** Lower case, '' where none was sent. */
      readonly type: string;
      readonly headers: Headers;
      /** Unix ms. */
      readonly receivedAt: number;
    }
  /** What was had before still holds. */
  | { readonly kind: 'unchanged'; readonly receivedAt: number }
  | {
      readonly kind: 'failed';
      readonly fault: PageFault;
      /** 0 where none came. */
      readonly status: number;
      /** How its server explains it, cut short, keys taken out. */
      readonly text: string;
      readonly headers: Headers;
      /** How long the server asks to be left alone, ms. */
      readonly retryAfterMs: number | null;
      /** For a person; holds neither query nor key. */
      readonly reason: string;
    };

/** The text of a page in UTF-8; what is no UTF-8 becomes replacement characters. */
export const pageText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
