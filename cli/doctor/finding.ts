/** What one check came to. */
export interface Finding {
  /** What was looked at, e.g. "redis eviction". */
  readonly check: string;
  /** `advice`: it works, and something should be better; `unchecked`: it could not be looked at for what is wrong above. */
  readonly state: 'ok' | 'advice' | 'wrong' | 'unchecked';
  /** What was found. */
  readonly says: string;
  /** What to do about it; null where nothing is to be done. */
  readonly todo: string | null;
}

export const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says, todo: null });
export const advice = (check: string, says: string, todo: string): Finding => ({ check, state: 'advice', says, todo });
export const wrong = (check: string, says: string, todo: string): Finding => ({ check, state: 'wrong', says, todo });
export const unchecked = (check: string): Finding => ({
  check,
  state: 'unchecked',
  says: 'not looked at, because of what is wrong above',
  todo: null,
});
