import type { SettingsView } from '../../../protocol/settings-view.js';

type Value = SettingsView['keys'][number]['value'];

/** A setting for a person: lists with commas, nothing as `not set`. */
export function settingText(value: Value): string {
  if (value === null) return 'not set';
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((item) => settingText(item)).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
