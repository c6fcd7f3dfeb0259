import { parser } from '@prometheus-io/lezer-promql';

/** What Prometheus itself adds to what it scrapes, with the labels of `up`. */
const SCRAPED: readonly string[] = ['job', 'instance', 'service', 'le'];

/**
 * What is wrong with a PromQL expression: its grammar, names that nobody tells, labels that no metric in it has.
 * @param labelsOf the labels of a metric that is told; undefined where it is not
 */
export function promqlProblems(
  expression: string,
  labelsOf: (metric: string) => readonly string[] | undefined,
): readonly string[] {
  const problems: string[] = [];
  const labels = new Set(SCRAPED);
  const used: string[] = [];
  parser.parse(expression).iterate({
    enter({ from, name, to, type }) {
      const text = expression.slice(from, to);
      if (type.isError) problems.push(`does not read on at ${from}: ${expression}`);
      if (name === 'Identifier') {
        const known = labelsOf(text);
        if (known === undefined) problems.push(`${text} is told by nobody`);
        for (const label of known ?? []) labels.add(label);
      }
      if (name === 'LabelName') used.push(text);
    },
  });
  return [
    ...problems,
    ...used.filter((label) => !labels.has(label)).map((label) => `no metric has the label ${label}`),
  ];
}
