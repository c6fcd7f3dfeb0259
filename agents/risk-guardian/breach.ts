/** A broken rule: its name, its limit and the value that broke it. */
export interface Breach {
  readonly rule: string;
  readonly limit: string;
  readonly value: string;
  readonly message: string;
}

export const breach = (rule: string, limit: string, value: string, message: string): Breach => ({
  rule,
  limit,
  value,
  message: `${message}: ${value}, limit ${limit}`,
});

export const percent = (share: number): string => `${+(share * 100).toFixed(4)}%`;
