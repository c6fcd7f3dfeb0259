/** One market that is over: what a model said of its YES, what who knows the true parameters says, what happened. */
export interface Judgement {
  readonly forecast: number;
  /** The standard error that the model stated. */
  readonly stated: number;
  readonly truth: number;
  /**
   * What nobody could better who was told what the model was told: the mean of what who knows says over all that what was told
   * leaves open, drawn one by one. Absent where that was not drawn.
   */
  readonly best?: number;
  readonly outcome: 0 | 1;
  /** Markets of one group share their fate: a day's share its path. */
  readonly group: number;
}
