/**
 * Collects the bytes of one message. Up to the limit they stay in memory; beyond it they go to a spool file, and only the beginning is kept.
 */
import { createHash, randomUUID } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

import { storeErrorOf } from "#main/store/errors.ts";
import { MAX_KEPT_MESSAGE_BYTES, SET_ASIDE_PREFIX_BYTES } from "../limits.ts";

export interface MessageBufferOptions {
  maxBytes: number;
  spoolDir: string | null;
  /** What is larger is not kept; default `MAX_KEPT_MESSAGE_BYTES`. */
  maxKeptBytes?: number;
}

export type BufferedMessage =
  | { kind: "whole"; raw: Buffer }
  | { kind: "spooled"; rawPrefix: Buffer; sizeBytes: number; spoolPath: string | null };

export class MessageBuffer {
  private chunks: Buffer[] = [];
  private sizeBytes = 0;
  private prefix: Buffer | null = null;
  private spool: { handle: FileHandle; path: string } | null = null;
  private readonly options: MessageBufferOptions;

  constructor(options: MessageBufferOptions) {
    this.options = options;
  }

  /** Takes a copy of the bytes, so that a read buffer can be used again. */
  async append(bytes: Buffer): Promise<void> {
    if (bytes.length === 0) return;
    this.sizeBytes += bytes.length;
    if (this.prefix === null && this.sizeBytes <= this.options.maxBytes) {
      this.chunks.push(Buffer.from(bytes));
      return;
    }
    if (this.prefix === null) await this.startSpool();
    const { spool } = this;
    if (!spool) return;
    if (this.sizeBytes > (this.options.maxKeptBytes ?? MAX_KEPT_MESSAGE_BYTES)) await this.dropSpool();
    else await this.keeping(() => spool.handle.writeFile(bytes));
  }

  /** Ends the message and makes the buffer ready for the next one. */
  async finish(): Promise<BufferedMessage> {
    const { prefix, sizeBytes } = this;
    const spoolPath = await this.closeSpool();
    const raw = Buffer.concat(this.chunks);
    this.chunks = [];
    this.sizeBytes = 0;
    this.prefix = null;
    return prefix === null ? { kind: "whole", raw } : { kind: "spooled", rawPrefix: prefix, sizeBytes, spoolPath };
  }

  /** Closes what is open; for the case that reading ends early. */
  async close(): Promise<void> {
    await this.closeSpool();
    this.chunks = [];
  }

  private async startSpool(): Promise<void> {
    const held = this.chunks;
    this.chunks = [];
    this.prefix = beginningOf(held);
    if (this.options.spoolDir === null) return;
    const path = join(
      this.options.spoolDir,
      `${createHash("sha256").update(this.prefix).digest("hex").slice(0, 16)}-${randomUUID()}.eml`,
    );
    await this.keeping(async () => {
      const handle = await open(path, "wx", 0o600);
      this.spool = { handle, path };
      // One after the other: all of them in one buffer would be as much memory again.
      for (let chunk = held.shift(); chunk; chunk = held.shift()) await handle.writeFile(chunk);
    });
  }

  /** Tells trouble with the spool from trouble with the file that is read. */
  private async keeping(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      throw storeErrorOf(error, "A large message could not be kept");
    }
  }

  /** At once, not at the end: the disk may be about to be full. */
  private async dropSpool(): Promise<void> {
    const path = await this.closeSpool();
    if (path !== null) await rm(path, { force: true });
  }

  private async closeSpool(): Promise<string | null> {
    const spool = this.spool;
    this.spool = null;
    if (!spool) return null;
    await spool.handle.close();
    return spool.path;
  }
}

function beginningOf(chunks: readonly Buffer[]): Buffer {
  const beginning: Buffer[] = [];
  let sizeBytes = 0;
  for (const chunk of chunks) {
    if (sizeBytes >= SET_ASIDE_PREFIX_BYTES) break;
    beginning.push(chunk);
    sizeBytes += chunk.length;
  }
  return Buffer.from(Buffer.concat(beginning).subarray(0, SET_ASIDE_PREFIX_BYTES));
}
