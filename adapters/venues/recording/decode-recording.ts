import { SimulatedClock } from '@pm-arbitrage/core/clock/simulated-clock.js';
import type { Platform } from '@pm-arbitrage/core/domain/platform.js';
import { decodeKalshi } from './decode-kalshi.js';
import { decodePolymarket } from './decode-polymarket.js';
import { recordedFrames } from './recorded-frames.js';
import type { RecordedBook } from './recorded-book.js';

/** A line that was not decoded. `file` is there when several files were given. */
export interface LinePlace {
  readonly file?: string;
  /** From 1, within its file. */
  readonly line: number;
}

/** What a recording holds. */
export interface DecodedRecording {
  /** Frames found in the recorder's lines; control notes of the recorder are counted under `byType` alone. */
  readonly frames: number;
  /** Count by the venue's type; notes of the recorder as `note:<type>`. */
  readonly byType: Readonly<Record<string, number>>;
  /** Frames of types that are not documented. */
  readonly unknown: readonly (LinePlace & { readonly type: string })[];
  /** Lines that are no frame, or frames that were refused; old schemas are among them and say so. */
  readonly invalid: readonly (LinePlace & { readonly reason: string })[];
  /** Jumps of a sequence: losses, or other markets that were filtered out. */
  readonly gaps: number;
  /** The books after the last frame: by ticker (Kalshi), by asset id (Polymarket). Empty unless asked for. */
  readonly books: Readonly<Record<string, RecordedBook>>;
}

/** How a venue's frames are read for `decodeRecording`. */
export interface FrameReader {
  /** Reads one frame; answers its types (a Polymarket frame may hold several events) and what was wrong. */
  read(frame: unknown, receivedAt: number): readonly FrameReport[];
  connectionRestarted(): void;
  gaps(): number;
  books(): Record<string, RecordedBook>;
}

export interface FrameReport {
  readonly type: string;
  readonly unknown?: boolean;
  readonly invalid?: string;
}

/**
 * Decodes recorder files, streamed: counts, problems with their lines, and on demand the books at the end.
 * Jumps of a sequence are reported and do not void a book, because recordings are often cut out of a wider stream.
 * @param files paths, plain or `.gz`; several are merged as `mergedLines` says.
 * @throws RecordingError when a file cannot be read.
 */
export async function decodeRecording(
  platform: Platform,
  files: readonly string[],
  options: { readonly books?: boolean } = {},
): Promise<DecodedRecording> {
  const clock = new SimulatedClock(0);
  const reader: FrameReader = platform === 'kalshi' ? decodeKalshi(clock) : decodePolymarket(clock);
  const byType: Record<string, number> = {};
  const unknown: (LinePlace & { type: string })[] = [];
  const invalid: (LinePlace & { reason: string })[] = [];
  let frames = 0;
  const count = (type: string) => (byType[type] = (byType[type] ?? 0) + 1);
  for await (const recorded of recordedFrames(files)) {
    const place: LinePlace = files.length > 1 ? { file: recorded.file, line: recorded.line } : { line: recorded.line };
    if (recorded.kind === 'note') {
      count(`note:${recorded.type}`);
      if (recorded.connected) reader.connectionRestarted();
      continue;
    }
    frames++;
    if (recorded.kind === 'malformed') {
      count('malformed');
      invalid.push({ ...place, reason: recorded.reason });
      continue;
    }
    if (recorded.receivedAt !== null) clock.advanceTo(recorded.receivedAt);
    for (const report of reader.read(recorded.frame, clock.now())) {
      count(report.type);
      if (report.unknown) unknown.push({ ...place, type: report.type });
      if (report.invalid !== undefined) invalid.push({ ...place, reason: report.invalid });
    }
  }
  return {
    frames,
    byType,
    unknown,
    invalid,
    gaps: reader.gaps(),
    books: options.books ? reader.books() : {},
  };
}
