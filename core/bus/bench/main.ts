import { runBusBench } from './bus.bench.js';

const rows = await runBusBench();
console.table(
  rows.map((row) => ({ ...row, value: round(row.value), reference: round(row.reference), ratio: round(row.ratio) })),
);
process.exitCode = rows.every((row) => row.ok) ? 0 : 1;

function round(value: number): number {
  return Number(value.toPrecision(4));
}
