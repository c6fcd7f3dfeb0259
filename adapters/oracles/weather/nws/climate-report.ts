/** What a daily climate report says of one place. */
export interface ClimateSummary {
  /** As the report names it: `CENTRAL PARK NY`. */
  readonly place: string;
  /** 2026-11-20 */
  readonly day: string;
  /** Of the whole day, or of the day up to some hour of it. */
  readonly stage: 'final' | 'preliminary';
  /** Whole °F; null where the report has none, with the reason. */
  readonly maximum: number | null;
  readonly reason: string | null;
  /** Alike. */
  readonly minimum: number | null;
  readonly minimumReason: string | null;
}

/** A report as it was issued. */
export interface ClimateReport {
  /** `NYC` of CLINYC; null where the heading does not say. */
  readonly code: string | null;
  /** Unix ms; null where the text's own time cannot be read. */
  readonly issuedAt: number | null;
  readonly correction: boolean;
  /** One, or several where an office reports its places together. */
  readonly summaries: readonly ClimateSummary[];
}
