import type { Station } from '../station.js';
import type { ClimateReport, ClimateSummary } from './climate-report.js';

/**
 * The summary of a report that is about a station: the one that carries its name; the only one, where the report was
 * issued under the station's own code; else none, because an office's report may be of another place of the same city.
 * @returns a sentence where there is none.
 */
export function chooseSummary(
  { code, summaries }: ClimateReport,
  { symbol, cli, cliName }: Station,
): ClimateSummary | string {
  const named = summaries.filter(({ place }) => cliName?.test(place));
  const [only] = named;
  if (named.length === 1 && only) return only;
  const [single] = summaries;
  if (named.length === 0 && summaries.length === 1 && single && code === cli) return single;
  const places = summaries
    .map(({ place }) => place)
    .slice(0, 4)
    .join(', ');
  return `the report CLI${code ?? '?'} is of ${places}; none of it is ${symbol} for certain`;
}
