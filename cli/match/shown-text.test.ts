import { expect, it } from 'vitest';
import { shownText } from './shown-text.js';

it('a text of a market cannot move the cursor, turn its line round, or fill the screen', () => {
  expect(shownText('Will \u001b[2JAnn\u0000\u202e Lee\u009b win?')).toBe('Will [2JAnn Lee win?');
  expect(shownText('a'.repeat(1_000_000))).toHaveLength(401);
  expect(shownText('Will José win?')).toBe('Will José win?');
});
