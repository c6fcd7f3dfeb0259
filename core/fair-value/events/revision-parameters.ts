/**
 * Standard deviation of what headlines become by later revisions, in the unit of the headline, by series. Assumptions of
 * this project, until they are measured: the order of magnitude that agencies themselves state, rounded up. Adjusted
 * prices and unemployment are revised by a tenth once a year, those of twelve months as good as never, payrolls by tens
 * of thousands in the next two months, output by half a point in its second and third estimate. A target is not revised.
 */
export const REVISION_SD: Readonly<Record<string, number>> = {
  cpiaucsl: 0.05,
  cpilfesl: 0.05,
  cpiaucns: 0.01,
  cpilfens: 0.01,
  unrate: 0.05,
  payems: 60_000,
  icsa: 4_000,
  gdpc1: 0.6,
};
