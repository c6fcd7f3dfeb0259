const SHORT_FORMS =
  'michael mike mick|joseph joe|robert bob rob bobby|william bill will billy|christopher chris|thomas tom|daniel dan danny|alexander alex|anthony tony|james jim jimmy jamie|john jon johnny|jonathan jon|edward ed eddie ted|richard rick dick rich|charles charlie chuck|benjamin ben|samuel sam|matthew matt|andrew andy drew|gregory greg|jeffrey jeff|kenneth ken|lawrence larry|nicholas nick|patrick pat|peter pete|stephen steve steven|timothy tim|donald don|elizabeth liz beth|katherine kate kathy katie|margaret maggie meg|susan sue|deborah deb debbie|pamela pam|zachary zach zack|joshua josh|gerald gerry jerry|vladimir volodymyr|alexandria aoc|robert rfk';
const forms = new Map<string, ReadonlySet<string>>();
for (const line of SHORT_FORMS.split('|')) {
  const names = new Set(line.split(' '));
  for (const name of names) forms.set(name, new Set([...(forms.get(name) ?? []), ...names]));
}

/** Whether two words are forms of one given name. */
export function sameGivenName(a: string, b: string): boolean {
  return forms.get(a)?.has(b) ?? false;
}

/** Whether two words differ as a misspelling does: one letter added, lost, changed or swapped, in a word of five or more. */
export function misspelled(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  // Another digit is another thing.
  if (/\d/.test(a) || /\d/.test(b)) return false;
  if (short.length < 5 || long.length - short.length > 1 || short.charAt(0) !== long.charAt(0)) return false;
  let at = 0;
  while (at < short.length && short.charAt(at) === long.charAt(at)) at += 1;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return (
    short.charAt(at) === long.charAt(at + 1) &&
    short.charAt(at + 1) === long.charAt(at) &&
    short.slice(at + 2) === long.slice(at + 2)
  );
}

/** Whether one word is the other cut short: Independ. for Independiente. Between people it would make two of one. */
export function isCutShort(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short.length >= 6 && long.startsWith(short);
}
