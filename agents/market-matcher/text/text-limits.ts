/**
 * Characters that are read of a title and of a rule text. Market texts come from outside: without a limit, one that is
 * made for it could hold the matcher up. The longest recorded title has 328.
 */
export const textLimits = { title: 1_000, rules: 20_000 } as const;
