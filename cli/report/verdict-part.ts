import type { TrialReport } from '@pm-arbitrage/core/trial/measure-trial.js';
import type { VerdictRow } from '@pm-arbitrage/core/trial/verdict.js';
import { escapeHtml } from './escape-html.js';
import { shownTarget, shownValue } from './shown-target.js';

const headings: Readonly<Record<TrialReport['verdict']['judgement'], string>> = {
  go: 'Go: every target is met, beyond what luck explains',
  'no-go': 'No-go: at least one target is missed',
  open: 'Open: no target is missed, and not all are proven',
};
const words: Readonly<Record<VerdictRow['judgement'], string>> = { go: 'met', 'no-go': 'missed', open: 'not proven' };

/** The table of targets: measured, what may be true, and on how much it rests. */
export function verdictPart({ judgement, rows }: TrialReport['verdict']): string {
  return `<p class="verdict ${judgement}">${headings[judgement]}</p>
${targetTable(rows, ({ judgement: of }) => `<td class="${of}">${words[of]}</td>`)}
<p class="soft">“Not proven” is the right side of the target with too little behind it: the bounds reach across, or fewer than a hundred trades.</p>`;
}

/** The same figures where nothing is decided by them. */
export const measuredPart = ({ rows }: TrialReport['verdict']): string =>
  `${targetTable(rows, () => '<td></td>')}
<p class="soft">No verdict: what a trial would have to reach, and what was measured here.</p>`;

function targetTable(rows: readonly VerdictRow[], lastCell: (row: VerdictRow) => string): string {
  const body = rows.map((row) => {
    const { count, high, low, of, what } = row;
    const bounds = low === null || high === null ? '–' : `${shownValue(row, low)} to ${shownValue(row, high)}`;
    const cells = [what, shownTarget(row), shownValue(row, row.value), bounds, `${count} ${of}`].map(
      (text) => `<td>${escapeHtml(text)}</td>`,
    );
    return `<tr>${cells.join('')}${lastCell(row)}</tr>`;
  });
  return `<div class="wide"><table><thead><tr><th>target</th><th>wanted</th><th>measured</th><th>may be, 95 %</th><th>rests on</th><th></th></tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}
