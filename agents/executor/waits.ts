/** Why a trade waits whose venue may still take a fill back. */
export const AWAITS_FINAL_FILLS = 'waits for its fills to be final';

/** Why a trade waits whose order rests in the book. */
export const RESTS = 'rests in the book';
/** Why a trade waits whose other legs are to be had at a profit. */
export const AWAITS_HEDGE = 'waits for its hedge';
