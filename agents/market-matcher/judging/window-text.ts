import type { DateMention } from '../text/find-dates.js';

const SIXTY = 60;

/** The words of a window for a person, with the time of day and the zone where they decide. */
export function windowText({ text }: { readonly text: string }, date: DateMention | null): string {
  if (date === null || date.minute === null) return text;
  const seconds = Math.round(date.minute * SIXTY);
  const minutes = Math.floor(seconds / SIXTY);
  const parts = [Math.floor(minutes / SIXTY), minutes % SIXTY, ...(seconds % SIXTY === 0 ? [] : [seconds % SIXTY])];
  return `${text} ${parts.map((part) => String(part).padStart(2, '0')).join(':')} ${date.zone ?? 'ET'}`;
}
