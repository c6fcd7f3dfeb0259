import { ParseEntitiesError, readHtml } from './read-html.js';

export interface TelegramButton {
  readonly text: string;
  readonly callback_data?: string;
}

const LONGEST = 4_096;

/** A message as a person will see it, or why it is not taken. */
export function checkMessage(
  body: Readonly<Record<string, unknown>>,
): { readonly text: string; readonly buttons: readonly TelegramButton[] } | { readonly error: string } {
  const raw = String(body['text'] ?? '');
  let text = raw;
  if (body['parse_mode'] === 'HTML') {
    try {
      text = readHtml(raw);
    } catch (error) {
      if (error instanceof ParseEntitiesError) return { error: error.message };
      throw error;
    }
  }
  if (text.trim() === '') return { error: 'message text is empty' };
  if (text.length > LONGEST) return { error: 'message is too long' };
  const buttons = buttonsOf(body['reply_markup']);
  const oversized = buttons.some(({ callback_data = 'none' }) => {
    const bytes = Buffer.byteLength(callback_data);
    return bytes < 1 || bytes > 64;
  });
  return oversized ? { error: 'BUTTON_DATA_INVALID' } : { text, buttons };
}

function buttonsOf(markup: unknown): readonly TelegramButton[] {
  const parsed = (typeof markup === 'string' ? JSON.parse(markup) : markup) as
    | { readonly inline_keyboard?: readonly (readonly TelegramButton[])[] }
    | undefined;
  return (parsed?.inline_keyboard ?? []).flat();
}
