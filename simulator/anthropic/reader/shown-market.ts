/** One of the two markets of a question, as it is shown. */
export interface ShownMarket {
  /** Everything that is said of it. */
  readonly text: string;
  /** Title and outcome: what is asked. */
  readonly headline: string;
  readonly title: string;
  /** The outcome that is YES; empty where the title says it all. */
  readonly outcome: string;
  readonly rules: string;
  readonly sources: string;
}

const BLOCK = /<<<(first|second) market ([0-9a-f]+)\n([\s\S]*?)\n\2 \1 market>>>/g;

/** The two markets of a prompt; null where it holds none. */
export function shownMarkets(prompt: string): readonly [ShownMarket, ShownMarket] | null {
  const [first, second] = [...prompt.matchAll(BLOCK)].map(([, , , text = '']) => readBlock(text));
  return first === undefined || second === undefined ? null : [first, second];
}

/** Lines are `name: value`; what is set in belongs to the line before. */
function readBlock(text: string): ShownMarket {
  const field = (name: string): string => {
    const found = new RegExp(`^${name}: (.*(?:\\n {2}.*)*)`, 'm').exec(text);
    return found?.[1]?.replaceAll('\n  ', '\n') ?? '';
  };
  const [title, outcome] = [field('title'), field('outcome that is YES')];
  return {
    text,
    headline: `${title}\n${outcome}`,
    title,
    outcome,
    rules: field('rules'),
    sources: field('sources'),
  };
}
