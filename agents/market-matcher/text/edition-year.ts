/** Year of the n-th edition is n + base; for Congresses a term of two years. */
const BASES: readonly (readonly [RegExp, number])[] = [
  [/academy award|oscar/i, 1928],
  [/grammy/i, 1958],
  [/emmy/i, 1948],
  [/golden globe/i, 1943],
  [/tony award|tonys/i, 1947],
  [/bafta|british academy/i, 1947],
  [/screen actors guild|sag award/i, 1994],
  [/critics'? choice/i, 1995],
  [/eurovision/i, 1956],
  [/cannes/i, 1947],
  [/super ?bowl/i, 1966],
];
const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** An edition with the years it stands for: "98th Academy Awards" is 2026. */
export interface Edition {
  readonly years: readonly number[];
  readonly text: string;
}

/**
 * The year that an edition names, null where none is named or the contest is not known. Ceremonies count by the year
 * they are held in; the Super Bowl by the year of the game.
 */
export function findEdition(text: string): Edition | null {
  const congress = /\b(1[12]\d)(?:st|nd|rd|th)\s+(?:US |U\.S\. |United States )?congress/i.exec(text);
  if (congress) {
    const first = 1787 + 2 * Number(congress[1]);
    return { years: [first, first + 1], text: congress[0] };
  }
  const bowl = /[Ss]uper ?[Bb]owl ([IVXLC]+)\b/.exec(text);
  if (bowl) return { years: [1966 + roman(bowl[1] ?? '')], text: bowl[1] ?? '' };
  const ordinal = /\b(\d{2,3})(?:st|nd|rd|th)\s+(?:annual\s+)?|super ?bowl (\d\d)\b/i.exec(text);
  if (!ordinal) return null;
  for (const [name, base] of BASES) {
    const found = name.exec(text.slice(ordinal.index));
    if (found && found.index < 40)
      return { years: [base + Number(ordinal[1] ?? ordinal[2])], text: ordinal[0].replace(/super ?bowl /i, '').trim() };
  }
  return null;
}

function roman(text: string): number {
  let sum = 0;
  let last = 0;
  for (const letter of text.toUpperCase().split('').reverse()) {
    const value = ROMAN[letter] ?? 0;
    sum += value < last ? -value : value;
    last = Math.max(last, value);
  }
  return sum;
}
