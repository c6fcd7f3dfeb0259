import { readFileSync } from 'node:fs';
import { allMetrics } from '@pm-arbitrage/core/metrics/metrics.js';
import { newRegistry } from '@pm-arbitrage/core/metrics/new-registry.js';
import { tellOfProcess } from '@pm-arbitrage/core/metrics/tell-of-process.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { promqlProblems } from './promql-problems.js';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

const told = new Map<string, readonly string[]>([['up', []]]);
for (const { kind, labels, name } of allMetrics)
  for (const suffix of kind === 'histogram' ? ['_bucket', '_sum', '_count'] : [''])
    told.set(name + suffix, Object.keys(labels));
const ofProcess = newRegistry();
tellOfProcess(ofProcess);
for (const { name } of ofProcess.getMetricsAsArray()) told.set(name, []);
const problemsOf = (expression: string) => promqlProblems(expression, (name) => told.get(name));

it('knows a wrong expression by its grammar, its names and its labels', () => {
  expect(problemsOf('rate(pma_orders_total{outcome="filled"}[5m])')).toEqual([]);
  expect(problemsOf('rate(pma_orders_total[5m')).not.toEqual([]);
  expect(problemsOf('pma_no_such_total')).toEqual(['pma_no_such_total is told by nobody']);
  expect(problemsOf('sum by (leg) (pma_orders_total)')).toEqual(['no metric has the label leg']);
  // A histogram is told by its parts alone.
  expect(problemsOf('pma_hop_seconds')).toEqual(['pma_hop_seconds is told by nobody']);
});

describe('deploy/prometheus', () => {
  const config = parse(read('deploy/prometheus/prometheus.yml')) as {
    rule_files: string[];
    scrape_configs: {
      job_name: string;
      static_configs: { targets: string[] }[];
      dns_sd_configs: { names: string[]; type: string; port: number }[];
    }[];
  };
  const { groups } = parse(read('deploy/prometheus/alerts.yml')) as {
    groups: {
      rules: {
        alert: string;
        expr: string;
        labels: { severity: string };
        annotations: { summary: string; runbook: string };
      }[];
    }[];
  };
  const rules = groups.flatMap((group) => group.rules);

  it('scrapes every agent of docker-compose.yml, each where it serves its metrics, and nothing else', () => {
    const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
      services: Record<
        string,
        { command?: readonly string[]; environment?: Record<string, string>; profiles?: readonly string[] }
      >;
    };
    const agents = Object.entries(services).filter(([, { command }]) => command?.[0] === 'agent');
    const targets = (optional: boolean) =>
      agents
        .filter(([, { profiles }]) => (profiles !== undefined) === optional)
        .map(([name, { environment }]) => `${name}:${environment?.['HEALTH_PORT']}`)
        .toSorted();
    const [job, ...others] = config.scrape_configs;
    expect(others).toEqual([]);
    expect(job?.job_name).toBe('pm-arbitrage');
    expect(job?.static_configs.flatMap((one) => one.targets)).toEqual(targets(false));
    // Who may be absent is looked for by name, or AgentDown would ring for whom nobody started.
    const found = job?.dns_sd_configs.flatMap(({ names, port }) => names.map((name) => `${name}:${port}`));
    expect(found).toEqual(targets(true));
    expect(config.rule_files).toEqual(['alerts.yml']);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s asks for what is told, and has a line of what to do',
    (name, rule) => {
      expect(problemsOf(rule.expr)).toEqual([]);
      expect(['warning', 'critical']).toContain(rule.labels.severity);
      expect(rule.annotations.summary).not.toBe('');
      const [page = '', anchor] = rule.annotations.runbook.split('#');
      expect(anchor).toBe(name.toLowerCase());
      const row = read(page)
        .split('\n')
        .find((line) => line.includes(`<a id="${anchor}"></a>${name} |`));
      expect(row?.split('|').filter((cell) => cell.trim().length > 10)).toHaveLength(3);
    },
  );

  it('the documented rules are those that there are', () => {
    const documented = [...read('docs/metrics.md').matchAll(/<a id="\w+"><\/a>(\w+)/g)].map((match) => match[1]);
    expect(documented.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
  });
});

describe('deploy/grafana', () => {
  interface Panel {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly datasource?: { readonly uid: string };
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  }
  const { panels } = JSON.parse(read('deploy/grafana/dashboards/pm-arbitrage.json')) as { panels: Panel[] };
  const charts = panels.filter(({ type }) => type !== 'row');
  const { datasources } = parse(read('deploy/grafana/provisioning/datasources/prometheus.yml')) as {
    datasources: { uid: string }[];
  };

  it.each(charts.map((panel) => [panel.title, panel] as const))('"%s" shows what is told', (_title, panel) => {
    expect(panel.datasource?.uid).toBe(datasources[0]?.uid);
    expect(panel.targets?.flatMap(({ expr }) => problemsOf(expr))).toEqual([]);
    const labels = panel.targets?.flatMap(({ expr, legendFormat }) =>
      [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, label = '']) =>
        problemsOf(`sum by (${label}) (${expr})`),
      ),
    );
    expect(labels).toEqual([]);
  });

  it('has each panel once, and none over another', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBe(24);
  });

  it('leaves out no metric of the swarm that a person could want to see', () => {
    const shown = new Set(
      charts
        .flatMap(({ targets }) => targets?.map(({ expr }) => expr) ?? [])
        .join(' ')
        .match(/pma_\w+/g),
    );
    const rules = new Set(read('deploy/prometheus/alerts.yml').match(/pma_\w+/g));
    const unseen = allMetrics
      .map(({ name }) => name)
      .filter((name) => ![...shown, ...rules].some((one) => one.startsWith(name)));
    expect(unseen).toEqual([
      'pma_feed_frames_total',
      'pma_oracle_ticks_total',
      'pma_trades_today',
      'pma_matches',
      'pma_matcher_waiting_markets',
    ]);
  });
});
