import { showProgress } from '../progress.js';
import { InputsSeen } from './inputs-seen.js';

/** Lives through recorded inputs, and shows meanwhile how far it is. @param live gives the time of each input to `onInput` */
export function showInputs<T>(live: (onInput: (at: number) => void) => Promise<T>): Promise<T> {
  const seen = new InputsSeen();
  const progress = showProgress(seen.describe);
  return live(seen.take).finally(() => progress.end());
}
