import { usd } from '@pm-arbitrage/core/money/money.js';
import { measureTrial } from '@pm-arbitrage/core/trial/measure-trial.js';
import type { TrialFacts } from '@pm-arbitrage/core/trial/trial-facts.js';
import { describe, expect, it } from 'vitest';
import { barPlot } from './bar-plot.js';
import { linePlot } from './line-plot.js';
import { renderReport } from './render-report.js';

const FROM = Date.UTC(2026, 10, 10);
const empty: TrialFacts = {
  mode: 'paper',
  from: FROM,
  to: FROM + 86_400_000,
  bankroll: usd(2_000_000_000),
  equity: [],
  days: new Map(),
  leaderboard: [],
  trades: [],
  opportunities: [],
  rejections: [],
  alerts: [],
  halts: [],
  models: [],
  alive: [],
  twins: [],
};

describe('the page of a report', () => {
  it('says what is not there, and proves nothing by it', () => {
    const page = renderReport(measureTrial(empty));
    expect(page).toContain('Open: no target is missed');
    expect(page).toContain('no trade was closed');
    expect(page).toContain('no minutes on record');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('shows the words of others as text, and asks nobody for anything', () => {
    const evil = '<script>alert(1)</script>"\'&';
    const page = renderReport(
      measureTrial({
        ...empty,
        equity: [{ at: FROM + 1, equity: usd(1_900_000_000), highest: usd(2_000_000_000) }],
        alerts: [{ tier: 'critical', kind: evil, count: 1 }],
        halts: [{ at: FROM, until: null, reason: evil }],
        alive: [{ agent: evil, minutes: 1_440 }],
        rejections: [{ rule: evil, count: 3 }],
      }),
    );
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(page).not.toMatch(/https?:|src=|href=|@import|url\(/);
    expect(page).toContain('−$100.00');
  });
});

describe('plots', () => {
  it('draw a line that never moved, and nothing without points', () => {
    const axis = { label: String };
    expect(
      linePlot(
        'flat',
        [
          {
            name: 'a',
            look: 'main',
            points: [
              { x: 1, y: 5 },
              { x: 1, y: 5 },
            ],
          },
        ],
        axis,
        axis,
      ),
    ).not.toMatch(/NaN|Infinity/);
    expect(linePlot('none', [], axis, axis)).toBe('');
  });

  it('put gains and losses on both sides of zero', () => {
    const plot = barPlot('both', [
      { name: 'up', value: 3, text: '3' },
      { name: 'down', value: -1, text: '−1' },
    ]);
    expect(plot.match(/class="(gain|loss)"/g)).toEqual(['class="gain"', 'class="loss"']);
    expect(barPlot('zero', [{ name: 'none', value: 0, text: '0' }])).not.toMatch(/NaN/);
  });
});
