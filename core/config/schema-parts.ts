import { z } from 'zod';

/* Pieces that several sections of the configuration share. */

export const webUrl = z.string().regex(/^(https?|wss?):\/\/.+/, 'an http(s) or ws(s) address');
export const optionalText = z.string().min(1).nullable().default(null);
/** A symbol as oracles name it. */
export const symbolText = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/, 'lower case letters, digits, - and _');
