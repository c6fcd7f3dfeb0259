import { rm } from 'node:fs/promises';
import type { Cancel, Clock } from '../../clock/clock.js';
import { messageOf } from '../../errors/coded-error.js';
import type { RecordedEntry } from '../recorded-entry.js';
import { spoolFiles } from './spool-files.js';
import { SpoolFileHandle } from './spool-file-handle.js';
import { encodeEntry } from './spool-format.js';

export interface SpoolWriterOptions {
  /** Of this source. */
  readonly folder: string;
  /** Tells this life of the writer from all others. */
  readonly instance: string;
  readonly clock: Clock;
  /** A file older than this, or larger, is closed. */
  readonly rotateMs: number;
  readonly rotateBytes: number;
  /** Most bytes of closed files that wait for the recorder; the oldest go, so that a missing recorder fills no disk. */
  readonly mostSpooled: number;
  /** Characters that may wait for the disk; what comes beyond is dropped and counted. Default 16 Mi. */
  readonly mostWaiting?: number;
  /** Told once when the disk refuses, until it takes something again. */
  readonly onProblem: (problem: string) => void;
}

/** How far a writer is. */
export interface SpoolCounts {
  readonly recorded: number;
  readonly dropped: number;
  readonly written: number;
  readonly files: number;
  /** Closed files that nobody took over in time. */
  readonly lostFiles: number;
}

const FLUSH_MS = 250;
/** A disk that refused is left alone so long: each try leaves a file behind. */
const REFUSED_MS = 5_000;
/** What a machine that loses power may lose. */
const SYNC_MS = 2_000;
const MOST_WAITING = 16 * 1_024 * 1_024;
/** Characters written at once, so that encoding them holds nobody up. */
const PORTION = 256 * 1_024;
/** The length of a header, generously. */
const HEADER = 64;

/**
 * Appends entries to files of its own, in the background. `record` costs an append to a list; a disk that does not keep up
 * costs entries, which are counted in the file itself, and never time.
 */
export class SpoolWriter {
  readonly #options: SpoolWriterOptions;
  readonly #timer: Cancel;
  #waiting: RecordedEntry[] = [];
  #waitingSize = 0;
  #unsaid = 0;
  #file: SpoolFileHandle | null = null;
  #syncedAt: number;
  #dirty = false;
  #failing = false;
  /** No file is opened before, Unix ms. */
  #restsUntil = 0;
  #made = 0;
  #work: Promise<void> = Promise.resolve();
  /** A flush that has not begun: whoever asks meanwhile shares it. */
  #queued: Promise<void> | null = null;
  #closed = false;
  #counts = { recorded: 0, dropped: 0, written: 0, files: 0, lostFiles: 0 };

  constructor(options: SpoolWriterOptions) {
    this.#options = options;
    this.#syncedAt = options.clock.now();
    this.#timer = options.clock.every(FLUSH_MS, () => void this.written());
  }

  /** Takes an entry. Never waits, never throws. */
  record(entry: RecordedEntry): void {
    const size = entry.text.length + entry.label.length + HEADER;
    if (this.#closed || this.#waitingSize + size > (this.#options.mostWaiting ?? MOST_WAITING)) {
      this.#counts.dropped++;
      this.#unsaid++;
      return;
    }
    this.#counts.recorded++;
    this.#waitingSize += size;
    this.#waiting.push(entry);
  }

  counts(): SpoolCounts {
    return { ...this.#counts };
  }

  /** Resolves when everything that was taken so far is with the system, or counted as dropped: a killed process keeps it. */
  written(): Promise<void> {
    this.#queued ??= this.#work.then(() => {
      this.#queued = null;
      return this.#flush();
    });
    this.#work = this.#queued;
    return this.#queued;
  }

  /** Writes what waits and closes the file. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer();
    await this.written();
    const file = this.#file;
    this.#file = null;
    await file?.finish().catch((error: unknown) => this.#failed(error, 0));
  }

  async #flush(): Promise<void> {
    const entries = this.#waiting;
    this.#waiting = [];
    this.#waitingSize = 0;
    let done = 0;
    if (this.#file === null && this.#options.clock.now() < this.#restsUntil) {
      this.#drop(entries.length);
      return;
    }
    try {
      await this.#rotate();
      if (entries.length > 0) this.#file ??= await this.#open();
      await this.#sayDropped();
      while (done < entries.length) {
        let text = '';
        let next = done;
        for (; next < entries.length && text.length < PORTION; next++)
          text += encodeEntry(entries[next] as RecordedEntry);
        await this.#file?.append(text);
        this.#counts.written += next - done;
        done = next;
        this.#dirty = true;
      }
      if (entries.length > 0) this.#failing = false;
      await this.#sync();
    } catch (error) {
      this.#failed(error, entries.length - done);
    }
  }

  /** A gap in the recording is part of the recording. */
  async #sayDropped(): Promise<void> {
    if (this.#unsaid === 0 || this.#file === null) return;
    const count = this.#unsaid;
    const at = this.#options.clock.now();
    await this.#file.append(encodeEntry({ at, kind: 'event', label: 'recorder', text: `dropped ${count} entries` }));
    this.#unsaid -= count;
  }

  async #rotate(): Promise<void> {
    const file = this.#file;
    if (file === null) return;
    const { clock, rotateMs, rotateBytes } = this.#options;
    if (!(await file.isOurs())) {
      this.#file = null;
      await file.drop();
      return;
    }
    if (clock.now() - file.openedAt < rotateMs && file.bytes < rotateBytes) return;
    this.#file = null;
    await file.finish();
    await this.#trim();
  }

  async #trim(): Promise<void> {
    const closed = (await spoolFiles(this.#options.folder)).filter(({ state }) => state === 'closed');
    let total = closed.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes } of closed) {
      if (total <= this.#options.mostSpooled) return;
      await rm(path, { force: true });
      total -= bytes;
      this.#counts.lostFiles++;
      this.#options.onProblem(`${path} was never taken over by the recorder and made room: is it running?`);
    }
  }

  async #sync(): Promise<void> {
    const now = this.#options.clock.now();
    if (this.#file === null || now - this.#syncedAt < SYNC_MS) return;
    this.#syncedAt = now;
    if (this.#dirty) await this.#file.sync();
    else await this.#file.touch(now);
    this.#dirty = false;
  }

  #open(): Promise<SpoolFileHandle> {
    const now = this.#options.clock.now();
    const { folder, instance } = this.#options;
    this.#counts.files++;
    return SpoolFileHandle.create(folder, `${now}-${instance}-${++this.#made}`, now);
  }

  #drop(lost: number): void {
    this.#counts.dropped += lost;
    this.#unsaid += lost;
  }

  #failed(error: unknown, lost: number): void {
    this.#drop(lost);
    this.#restsUntil = this.#options.clock.now() + REFUSED_MS;
    // A file that took half an entry takes no more: what follows would be unreadable.
    void this.#file?.drop();
    this.#file = null;
    if (this.#failing) return;
    this.#failing = true;
    this.#options.onProblem(`nothing can be recorded in ${this.#options.folder}: ${messageOf(error)}`);
  }
}
