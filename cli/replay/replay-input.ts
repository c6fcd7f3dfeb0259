/** Something that came from outside, and what it does when its time has come. */
export interface ReplayInput {
  /** When it was received, Unix ms. */
  readonly at: number;
  give(): void;
}
