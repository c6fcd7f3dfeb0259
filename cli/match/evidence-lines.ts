import type { JudgedVerdict, MatchBasis, ModelVote } from '@pm-arbitrage/core/domain/match-evidence.js';
import { dollars } from '@pm-arbitrage/core/money/dollars.js';
import type { EvidenceRow } from '@pm-arbitrage/core/queries/evidence-queries.js';
import { z } from 'zod';

/** The words of an answer, as far as it has them: it is shown as it came, unchecked. */
const answerSchema = z.object({
  analysis: z.string().catch(''),
  counterexample: z.string().nullable().catch(null),
  evidence: z.array(z.object({ field: z.string(), first: z.string(), second: z.string() })).catch([]),
});

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const verdictLine = ({ decision, polarity, confidence, field, reason }: JudgedVerdict): string =>
  `${decision}, ${polarity}, ${percent(confidence)} sure${field === null ? '' : `, field ${field}`}: ${reason}`;

/** What a decision rests on, as lines for a person; `now` are the rule texts that are listed now. */
export function evidenceLines(
  { evidence, kalshi, polymarket }: EvidenceRow,
  now: { readonly kalshi: string | null; readonly polymarket: string | null },
): readonly string[] {
  const { at, by, settled, verdict, basis } = evidence;
  const changed = [
    ...(kalshi !== null && now.kalshi !== null && kalshi.rules !== now.kalshi ? ['Kalshi'] : []),
    ...(polymarket !== null && now.polymarket !== null && polymarket.rules !== now.polymarket ? ['Polymarket'] : []),
  ];
  return [
    `${new Date(at).toISOString()} ${by}: ${verdictLine(verdict)}`,
    ...(changed.length === 0 ? [] : [`  on an earlier rule text of ${changed.join(' and ')}`]),
    ...(settled ? [] : ['  nobody answered, so it is asked again']),
    ...basisLines(basis),
  ];
}

function basisLines(basis: MatchBasis): readonly string[] {
  switch (basis.kind) {
    case 'rules':
      return [
        ...basis.findings.map(
          ({ kind, field, reason, weight }) =>
            `  ${kind}, ${field}: ${reason}${weight === undefined ? '' : ` (takes ${percent(weight)})`}`,
        ),
        ...fieldLines(basis.fields),
      ];
    case 'model':
      return [
        ...basis.suspects.map((passage) => `  speaks to its reader: "${passage}"`),
        ...basis.votes.flatMap((vote, index) => voteLines(`vote ${index + 1}`, vote)),
        ...(basis.decoy === null ? [] : voteLines('with a difference put in', basis.decoy)),
        `  ${basis.model} for ${dollars(basis.cost)}, prompt ${basis.promptHash.slice(0, 12)}`,
      ];
  }
}

/** Fields by name, what was read on either side. */
function fieldLines({ kalshi, polymarket }: Extract<MatchBasis, { kind: 'rules' }>['fields']): readonly string[] {
  const names = [...new Set([...kalshi, ...polymarket].map(({ field }) => field))];
  const read = (side: typeof kalshi, name: string) => side.find(({ field }) => field === name)?.text;
  const quoted = (text: string | undefined) => (text === undefined ? 'not said' : `"${text}"`);
  return names.map((name) => `  read, ${name}: ${quoted(read(kalshi, name))} / ${quoted(read(polymarket, name))}`);
}

function voteLines(name: string, { vote, answer, swapped, usage, cost }: ModelVote): readonly string[] {
  const sure = vote.confidence === undefined ? '' : `, ${percent(vote.confidence)} sure`;
  const field = typeof vote.field === 'string' ? `, field ${vote.field}` : '';
  const tokens =
    usage === null
      ? ''
      : `, ${usage.input + usage.cacheWrite + usage.cacheRead} tokens in (${usage.cacheRead} from the cache), ${usage.output} out`;
  const { success, data } = answerSchema.safeParse(answer);
  // Quotes are shown in the order of the venues, whichever the model saw first.
  const quotes = (success ? data.evidence : []).map(({ field: about, first, second }) => {
    const [kalshi, polymarket] = swapped ? [second, first] : [first, second];
    return `    ${about}: "${kalshi}" / "${polymarket}"`;
  });
  return [
    `  ${name}: ${vote.kind}${vote.polarity === undefined ? '' : ` (${vote.polarity})`}${sure}${field}${tokens}, ${dollars(cost)}`,
    ...(vote.reason === undefined ? [] : [`    ${vote.reason}`]),
    ...(success && data.analysis !== '' ? [`    analysis: ${data.analysis}`] : []),
    ...(success && data.counterexample !== null ? [`    counterexample: ${data.counterexample}`] : []),
    ...quotes,
  ];
}
