/** Tags that the Bot API knows. @see https://core.telegram.org/bots/api#html-style */
const TAGS: ReadonlySet<string> = new Set(
  'b strong i em u ins s strike del tg-spoiler span a code pre blockquote tg-emoji'.split(' '),
);
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Thrown as the Bot API words it. */
export class ParseEntitiesError extends Error {}

/** What a person sees of HTML. @throws ParseEntitiesError where the Bot API would not take it */
export function readHtml(html: string): string {
  const open: string[] = [];
  let seen = '';
  for (let at = 0; at < html.length;) {
    const character = html[at] as string;
    if (character === '<') {
      const tag = /^<(\/?)([a-z-]+)((?:\s[^<>]*)?)>/.exec(html.slice(at));
      const offset = Buffer.byteLength(html.slice(0, at));
      const name = tag?.[2] ?? '';
      if (tag === null || !TAGS.has(name))
        throw new ParseEntitiesError(`can't parse entities: Unsupported start tag "${name}" at byte offset ${offset}`);
      if (tag[1] === '') open.push(name);
      else if (open.pop() !== name)
        throw new ParseEntitiesError(`can't parse entities: Unexpected end tag at byte offset ${offset}`);
      at += tag[0].length;
      continue;
    }
    const entity = character === '&' ? /^&(?:#\d+|#x[0-9a-f]+|[a-z]+);/i.exec(html.slice(at)) : null;
    if (entity !== null) {
      const name = entity[0].slice(1, -1);
      seen += ENTITIES[name] ?? (name.startsWith('#') ? '?' : entity[0]);
      at += entity[0].length;
      continue;
    }
    seen += character;
    at++;
  }
  if (open.length > 0)
    throw new ParseEntitiesError(
      `can't parse entities: Can't find end tag corresponding to start tag "${open.at(-1)}"`,
    );
  return seen;
}
