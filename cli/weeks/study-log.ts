import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { WeekReport } from './week-report.js';

type Which = Pick<WeekReport, 'seed' | 'world' | 'days'>;

interface Line {
  readonly code: string;
  readonly report: WeekReport;
}

/**
 * The reports of a study, a line a world, written as they come: whoever stops it after an hour begins again where it
 * stopped. A line counts only for the code that it was made with, so no figure outlives a change.
 */
export class StudyLog {
  readonly #file: string;
  readonly #code: string;
  readonly #reports: WeekReport[] = [];

  /** @param code a fingerprint of what runs */
  constructor(file: string, code: string) {
    this.#file = file;
    this.#code = code;
    if (!existsSync(file)) return;
    const written = readFileSync(file, 'utf8');
    // What was cut off must not swallow the line after it.
    if (written !== '' && !written.endsWith('\n')) appendFileSync(file, '\n');
    for (const text of written.split('\n')) {
      const line = parseLine(text);
      if (line?.code === code) this.#reports.push(line.report);
    }
  }

  /** What ran before; undefined: it is still to run. */
  find({ seed, world, days }: Which): WeekReport | undefined {
    return this.#reports.find((one) => one.seed === seed && one.world === world && one.days === days);
  }

  add(report: WeekReport): void {
    this.#reports.push(report);
    appendFileSync(this.#file, `${JSON.stringify({ code: this.#code, report })}\n`);
  }
}

/** A line whose end was not written any more counts for nothing: its world runs again. */
function parseLine(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}
