import { renderReport } from '../report/render-report.js';
import type { BacktestRun } from './run-backtest.js';

/** The page of a backtest: that of a trial, saying what it is of and what it does not show, and without a verdict. */
export function renderBacktest({ report, result }: BacktestRun): string {
  const { data, decisions, inputs, latency, notShown, sha256, strategies } = result;
  return renderReport(report, {
    name: data.withoutDepth ? 'Backtest without depth' : 'Backtest',
    notes: [
      ...(data.withoutDepth ? notShown.slice(0, 1) : []),
      'A backtest: what this swarm would have done on recorded data, on paper. It decides neither go nor no-go; a paper trial does.',
      `Data: ${data.sources.join('; ')}.`,
      ...data.warnings.map((warning) => `Note: ${warning}.`),
      `Strategies: ${strategies.join(', ')}. Orders reach the book after ${latency}. ${inputs} inputs, ${decisions} entries of the decision log, SHA-256 ${sha256}.`,
      `Not shown: ${notShown.slice(data.withoutDepth ? 1 : 0).join(' ')}`,
    ],
    targets: !data.withoutDepth,
  });
}
