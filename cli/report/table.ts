import { escapeHtml } from './escape-html.js';

/** A table whose first column is text and whose others are figures; `empty` stands where there are no rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return `<p class="empty">${escapeHtml(empty)}</p>`;
  const cell = (tag: string, text: string) => `<${tag}>${escapeHtml(text)}</${tag}>`;
  const head = heads.map((text) => cell('th', text)).join('');
  const body = rows.map((row) => `<tr>${row.map((text) => cell('td', text)).join('')}</tr>`).join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
