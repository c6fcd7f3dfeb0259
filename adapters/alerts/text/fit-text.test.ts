import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../discord/discord-text.js';
import { gsmText } from '../sms/gsm-text.js';
import { escapeHtml } from '../telegram/telegram-text.js';
import { fitText } from './fit-text.js';
import { oneLine, plainText } from './plain-text.js';

const escapes = { html: escapeHtml, markdown: escapeMarkdown, gsm: gsmText, none: (text: string) => text };
const anything = fc.string({
  unit: fc.oneof(fc.constantFrom('<', '&', '*', '\\', '😀', '\u202e', 'é', '\n'), fc.string({ maxLength: 3 })),
});

describe('fitText', () => {
  it.each(Object.entries(escapes))(
    'never exceeds the limit and never cuts an escape or a character (%s)',
    (_name, escape) => {
      fc.assert(
        fc.property(anything, fc.nat(60), (text, limit) => {
          const fitted = fitText(text, limit, escape);
          expect(fitted.length).toBeLessThanOrEqual(limit);
          if (escape(text).length <= limit) expect(fitted).toBe(escape(text));
          else if (limit > 0) {
            expect(fitted.endsWith('…')).toBe(true);
            // What is left of the end is the escape of a beginning of the text.
            const characters = Array.from(text);
            const beginnings = characters.map((_, index) =>
              characters
                .slice(0, index)
                .map((one) => escape(one))
                .join(''),
            );
            expect(beginnings).toContain(fitted.slice(0, -1));
          }
        }),
      );
    },
  );
});

it('leaves nothing in a line that a person cannot see or that ends it', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(oneLine(text)).not.toMatch(/[\n\r\u0000\u202e]/);
      expect(plainText(text)).not.toMatch(/[\r\u0000\u202e]/);
    }),
  );
});
