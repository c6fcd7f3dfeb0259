import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { closedPath } from './spool-files.js';

/** One open spool file and how far it is. */
export class SpoolFileHandle {
  bytes = 0;

  private constructor(
    readonly path: string,
    /** Unix ms. */
    readonly openedAt: number,
    private readonly inode: number,
    private readonly handle: FileHandle,
  ) {}

  /** @param name unique for ever: time and something that no other life of the writer has */
  static async create(folder: string, name: string, now: number): Promise<SpoolFileHandle> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.open`);
    const handle = await open(path, 'ax');
    return new SpoolFileHandle(path, now, (await handle.stat()).ino, handle);
  }

  /** Whether it still lies where it was made: whoever was thought dead has had its file taken from it. */
  async isOurs(): Promise<boolean> {
    const found = await stat(this.path).catch(() => null);
    return found?.ino === this.inode;
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.handle.writeFile(bytes);
    this.bytes += bytes.length;
  }

  /** Says that its writer lives, though it has nothing to write. */
  async touch(now: number): Promise<void> {
    await this.handle.utimes(now / 1_000, now / 1_000);
  }

  async sync(): Promise<void> {
    await this.handle.datasync();
  }

  /** Closes it for good and says so by its name. */
  async finish(): Promise<void> {
    await this.handle.datasync();
    await this.handle.close();
    await rename(this.path, closedPath(this.path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }

  /** Lets go of it as it is. */
  async drop(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }
}
