import type { TrialReport } from '@pm-arbitrage/core/trial/measure-trial.js';
import { usd } from '@pm-arbitrage/core/money/money.js';
import { barPlot } from './bar-plot.js';
import { escapeHtml } from './escape-html.js';
import { linePlot } from './line-plot.js';
import { style } from './style.js';
import { table } from './table.js';
import { measuredPart, verdictPart } from './verdict-part.js';
import { day, milliseconds, money, percent, ratio, time } from './words.js';

const HISTOGRAM_MS = [10, 20, 50, 100, 200, 500, 1_000, 2_000, Number.POSITIVE_INFINITY];
const MOST_ROWS = 12;

const section = (title: string, ...parts: readonly string[]): string =>
  `<section><h2>${escapeHtml(title)}</h2>${parts.join('\n')}</section>`;
const soft = (text: string): string => `<p class="soft">${escapeHtml(text)}</p>`;
const card = (name: string, value: string): string =>
  `<div class="card"><b>${escapeHtml(value)}</b><span>${escapeHtml(name)}</span></div>`;
const amount = (value: number): string => money(usd(Math.round(value)));

/** What a page is of that is no trial. */
export interface ReportAbout {
  readonly name: string;
  /** Stand above everything else. */
  readonly notes: readonly string[];
  /** Whether figures stand beside the targets of a trial; never whether they are met, which is for a trial to say. */
  readonly targets: boolean;
}

/**
 * The report as one page that needs nothing else: no script, no address, titles of others as text.
 * @param about for what is no trial: it then gives no verdict
 */
export function renderReport(report: TrialReport, about: ReportAbout | null = null): string {
  const { mode } = report;
  const name = about?.name ?? `${mode === 'live' ? 'Live' : 'Paper'} trial`;
  const title = `${name}, ${time(report.from)} to ${time(report.to)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><h1>${escapeHtml(title)}</h1>
${about !== null || mode === 'live' ? '' : soft('No real money: fills against the live book and real prints, with fees and latency.')}
${about === null ? '' : aboutPart(about)}
${about === null ? verdictPart(report.verdict) : about.targets ? measuredPart(report.verdict) : ''}
${cards(report)}
${equityPart(report)}
${profitPart(report)}
${leaderboardPart(report)}
${executionPart(report)}
${attributionPart(report)}
${twinsPart(report)}
${missedPart(report)}
${sensitivityPart(report)}
${modelsPart(report)}
${runningPart(report)}
</body></html>
`;
}

const aboutPart = ({ notes }: ReportAbout): string => notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n');

function cards({ bankroll, equity, execution, portfolio }: TrialReport): string {
  const last = equity.at(-1)?.equity ?? bankroll;
  return `<div class="cards">${[
    card('equity at cost', money(last)),
    card('change', money(usd(last - bankroll))),
    card('of the bankroll', percent(bankroll === 0 ? null : (last - bankroll) / bankroll, 2)),
    card('Sharpe ratio a year', ratio(portfolio.annualSharpe)),
    card('largest drawdown', percent(portfolio.drawdown.ratio)),
    card('trades executed', String(execution.executed)),
  ].join('')}</div>`;
}

function equityPart({ bankroll, equity, from, to }: TrialReport): string {
  if (equity.length === 0) return section('Equity', '<p class="empty">nothing was booked</p>');
  const points = [
    { x: from, y: bankroll as number },
    ...equity.map(({ at, equity: y }) => ({ x: at, y: y as number })),
  ];
  const end = { x: to, y: points.at(-1)?.y ?? bankroll };
  let high = bankroll as number;
  const marks = [...points, end].map(({ x, y }) => ({ x, y: (high = Math.max(high, y)) }));
  const below = marks.map(({ x, y }, index) => ({ x, y: y === 0 ? 0 : ((points[index] ?? end).y - y) / y }));
  const axis = { label: day, from, to };
  return section(
    'Equity and drawdown',
    linePlot(
      'Equity and its high-water mark',
      [
        { name: 'high-water mark', look: 'mark', points: marks, steps: true },
        { name: 'equity', look: 'main', points: [...points, end], steps: true },
      ],
      axis,
      { label: amount },
    ),
    linePlot(
      'Drawdown',
      [{ name: 'drawdown', look: 'second', points: below, steps: true }],
      axis,
      {
        label: (value) => percent(value),
        to: 0,
      },
      130,
    ),
    soft('At cost: contracts count as what was paid for them until they pay or are sold.'),
  );
}

function profitPart({ profit }: TrialReport): string {
  const of = (title: string, rows: TrialReport['profit']['strategies']) =>
    rows.length === 0
      ? ''
      : `<h3>${escapeHtml(title)}</h3>${barPlot(
          `Profit by ${title}`,
          rows.map(({ name, pnl, trades, wins }) => ({
            name,
            value: pnl,
            text: `${money(pnl)} · ${wins}/${trades} won`,
          })),
        )}`;
  const parts = [of('strategy', profit.strategies), of('venue', profit.venues), of('kind', profit.kinds)];
  return section('Profit of closed trades', parts.join('') || '<p class="empty">no trade was closed</p>');
}

function leaderboardPart({ leaderboard }: TrialReport): string {
  return section(
    'Leaderboard',
    table(
      ['strategy', 'state', 'capital', 'P&L', 'Sharpe a year', 'above 0', 'deflated', 'win rate', 'drawdown'],
      leaderboard.map(({ capital, deflatedSharpe, measures, state, strategy }) => [
        strategy,
        state,
        money(capital),
        money(measures.pnl),
        ratio(measures.annualSharpe),
        percent(measures.probabilisticSharpe),
        percent(deflatedSharpe),
        `${percent(measures.winRate.rate)} of ${measures.winRate.trades}`,
        percent(measures.drawdown.ratio),
      ]),
      'no strategy has capital or a closed trade',
    ),
    soft(
      'Above 0: the probability that the true Sharpe ratio is. Deflated: the probability that a strategy is better than the best of so many worthless ones.',
    ),
  );
}

function executionPart({ execution }: TrialReport): string {
  const { executed, insideLimit, oneSided, open, requested, times, whole } = execution;
  const share = (count: number) => (executed === 0 ? '–' : percent(count / executed));
  const bars = HISTOGRAM_MS.map((upTo, index) => {
    const above = HISTOGRAM_MS[index - 1] ?? 0;
    const count = times.filter((ms) => ms > above && ms <= upTo).length;
    return { name: Number.isFinite(upTo) ? `up to ${upTo} ms` : 'longer', value: count, text: String(count) };
  });
  const at = (rank: number) => milliseconds(times[Math.min(times.length - 1, Math.floor(times.length * rank))] ?? null);
  return section(
    'Execution',
    table(
      ['', ''],
      [
        ['requested by strategies', String(requested)],
        ['executed', `${executed}, ${open} of them still open`],
        ['every leg whole', `${whole} (${share(whole)})`],
        ['whole and inside the approved cost', `${insideLimit} (${share(insideLimit)})`],
        ['ever one-sided', `${oneSided} (${share(oneSided)})`],
        ['approval to the last acknowledgement, median / 95 % / 99 %', `${at(0.5)} / ${at(0.95)} / ${at(0.99)}`],
      ],
      '',
    ),
    times.length === 0 ? '' : barPlot('How long execution took', bars),
  );
}

function attributionPart({ attribution }: TrialReport): string {
  const bars = attribution.map(({ amount: of, note, reason }) => ({
    name: reason,
    value: of as number,
    text: money(of),
    note,
  }));
  return section(
    'From what was found to what was paid',
    bars.length === 0 ? '<p class="empty">no closed trade</p>' : barPlot('Where the profit came from', bars),
    table(
      ['step', 'means'],
      bars.map(({ name, note }) => [name, note]),
      '',
    ),
  );
}

/** Only where orders were real. */
function twinsPart({ twins }: TrialReport): string {
  const { compared, cost, filled, orders, paperCost, paperFilled } = twins;
  if (orders === 0) return '';
  return section(
    'By how much paper flatters',
    table(
      ['the same orders', 'on paper', 'at the venue'],
      [
        ['filled whole', `${paperFilled} of ${orders}`, `${filled} of ${orders}`],
        [`cost of what both filled, fees in (${compared} orders)`, money(paperCost), money(cost)],
        ['which paper would have had cheaper by', '', money(usd(cost - paperCost))],
      ],
      '',
    ),
    soft(
      'On paper: walked through the book that was known when the order left, without waiting, so this is the most that paper could have promised.',
    ),
  );
}

function missedPart({ missed }: TrialReport): string {
  return section(
    'Chances that were not taken',
    soft(
      `${missed.chances} chances were found, ${missed.taken} were traded. A chance is a cover or contract for as long as it could be bought.`,
    ),
    table(
      ['kind', 'chances', 'traded', 'promised by the others'],
      missed.byKind.map(({ chances, kind, promised, taken }) => [
        kind,
        String(chances),
        String(taken),
        money(promised),
      ]),
      'nothing was found',
    ),
    soft('The sum cannot be earned: the same money would have been needed many times over.'),
    table(
      ['refused by the rule', 'times'],
      missed.rejections.slice(0, MOST_ROWS).map(({ count, rule }) => [rule, String(count)]),
      'the guardian refused nothing',
    ),
  );
}

function sensitivityPart({ fees, latency }: TrialReport): string {
  return section(
    'At other fees, and later',
    table(
      ['', 'profit', 'trades that won'],
      fees.map(({ pnl, trades, what }) => [what, money(pnl), String(trades)]),
      '',
    ),
    table(
      ['', 'profit', 'trades'],
      latency.map(({ pnl, trades, what }) => [what, money(pnl), String(trades)]),
      '',
    ),
    soft(
      'Later: what the trades earned whose chance was still seen that long after it was first seen. A chance that was taken may have vanished because it was taken, so this is a lower bound.',
    ),
  );
}

function modelsPart({ models }: TrialReport): string {
  const parts = models.map(({ brier, count, logLoss, model, reliability }) => {
    const points = reliability.map(({ meanProbability, observed }) => ({ x: meanProbability, y: observed }));
    const unit = { label: (value: number) => percent(value, 0), from: 0, to: 1 };
    const truth = {
      name: 'as said',
      look: 'mark',
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    };
    return `<h3>${escapeHtml(model)}</h3>${soft(`${count} outcomes, Brier score ${ratio(brier, 4)}, log loss ${ratio(logLoss, 4)}`)}${linePlot(`What ${model} said, and what happened`, [truth, { name: model, look: 'main', points }], unit, unit, 200)}`;
  });
  return section(
    'Models against outcomes',
    parts.join('') || '<p class="empty">no outcome yet of anything that a model valued</p>',
  );
}

function runningPart({ alerts, halts, uptime }: TrialReport): string {
  return section(
    'Running',
    table(
      ['agent', 'up'],
      uptime.map(({ agent, share }) => [agent, percent(share, 2)]),
      'no minutes on record',
    ),
    table(
      ['alert', 'tier', 'times'],
      alerts.slice(0, MOST_ROWS).map(({ count, kind, tier }) => [kind, tier, String(count)]),
      'no alerts',
    ),
    table(
      ['halted', 'until', 'because'],
      halts.map(({ at, reason, until }) => [time(at), until === null ? 'still' : time(until), reason]),
      'never halted',
    ),
  );
}
