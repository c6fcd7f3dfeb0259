/** A piece of news of the simulated world. */
export interface Headline {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly link: string;
  /** Unix ms. */
  readonly publishedAt: number;
}

/**
 * What was published on a topic up to a time (Unix ms), newest first. The same topic and time give the same news, whoever
 * asks and in whatever order.
 */
export type HeadlinesOf = (topic: string, time: number) => readonly Headline[];
