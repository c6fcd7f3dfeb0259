/** An entry of a feed. Untrusted text: cut, without tags and control characters, and no more than that. */
export interface FeedEntry {
  /** Its own id, else made from link and title. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** '' where there is none that leads to a page. */
  readonly link: string;
  /** Unix ms, as its publisher says; null where it says nothing readable. */
  readonly publishedAt: number | null;
}

export interface Feed {
  readonly title: string;
  readonly entries: readonly FeedEntry[];
  /** How long it asks not to be asked again, ms; null where it does not. */
  readonly ttlMs: number | null;
  /** Entries without a title. */
  readonly refused: number;
}
