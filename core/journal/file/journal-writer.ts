import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../errors/coded-error.js';
import type { WrittenTurn } from '../edge/recording-edge.js';
import { encodeHeader, encodeTurn, type JournalHeader } from './journal-format.js';

/** Turns that wait for the disk, bytes; beyond it the disk is too slow. */
const MOST_WAITING = 32_000_000;

export interface JournalWriterOptions {
  readonly path: string;
  readonly header: JournalHeader;
  /** Bytes at which it stops. */
  readonly mostBytes: number;
  /** Told once why it stopped before its end. A journal with a hole is none, so nothing follows. */
  readonly onStopped: (why: string) => void;
}

/** Writes a journal behind the agent's back: an agent never waits for it and never fails with it. */
export class JournalWriter {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #bytes = 0;
  #stopped = false;
  #writing: Promise<void> = Promise.resolve();
  #busy = false;

  private constructor(
    private readonly options: JournalWriterOptions,
    private readonly handle: FileHandle,
  ) {}

  /** @throws what the file system throws */
  static async create(options: JournalWriterOptions): Promise<JournalWriter> {
    await mkdir(dirname(options.path), { recursive: true });
    const writer = new JournalWriter(options, await open(options.path, 'ax', 0o600));
    writer.#add(encodeHeader(options.header));
    return writer;
  }

  get bytes(): number {
    return this.#bytes;
  }

  write(turn: WrittenTurn): void {
    if (this.#stopped) return;
    try {
      this.#add(encodeTurn(turn));
    } catch (error) {
      this.stop(`a turn cannot be kept: ${messageOf(error)}`);
    }
  }

  /** Ends it before its end. */
  stop(why: string): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.options.onStopped(why);
  }

  /** Writes what waits and closes the file. */
  async close(): Promise<void> {
    this.#stopped = true;
    await this.#writing;
    await this.handle.close().catch(() => undefined);
  }

  #add(frame: Buffer): void {
    if (this.#bytes + frame.length > this.options.mostBytes) {
      this.stop(`it has reached ${this.options.mostBytes} bytes`);
      return;
    }
    if (this.#waitingBytes + frame.length > MOST_WAITING) {
      this.stop('the disk is too slow');
      return;
    }
    this.#bytes += frame.length;
    this.#waitingBytes += frame.length;
    this.#waiting.push(frame);
    if (!this.#busy) this.#writing = this.#drain();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#waiting.length > 0) {
        const frames = this.#waiting;
        this.#waiting = [];
        this.#waitingBytes = 0;
        await this.handle.writeFile(Buffer.concat(frames));
      }
    } catch (error) {
      this.stop(`it cannot be written: ${messageOf(error)}`);
    } finally {
      this.#busy = false;
    }
  }
}
