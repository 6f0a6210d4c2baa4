import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, parse } from "node:path";
import { z } from "zod";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { flushFolder } from "#main/store/flush-folder.ts";

/** Names with what is kept under them, already encrypted. */
export type SecretFile = {
  read(): Promise<ReadonlyMap<string, string>>;
  /** Adds, replaces or, with null, takes away one entry. On return it survives a power cut. Not written where nothing changes. */
  write(name: string, value: string | null): Promise<void>;
};

const Content = z.object({ version: z.literal(1), secrets: z.record(z.string(), z.string()) }).strict();

/**
 * A small JSON file that only its owner may read. A reader never sees half of it, also not after a power cut; writers wait for one another.
 * All of it throws PD_SECRETS_FAILED; a damaged file is renamed first, so that the next writer begins a new one and nothing is lost.
 */
export function createSecretFile(path: string): SecretFile {
  let tail: Promise<unknown> = Promise.resolve();

  async function load(): Promise<Map<string, string>> {
    const text = await readPrivate(path);
    if (text === null) return new Map();
    const content = parseContent(text);
    if (!content) throw await setAside(path);
    return new Map(Object.entries(content.secrets));
  }

  return {
    read: () => orFailed(path, load),
    write(name, value) {
      const work = tail.then(() =>
        orFailed(path, async () => {
          const entries = await load();
          if (value === null ? !entries.delete(name) : entries.get(name) === value) return;
          if (value !== null) entries.set(name, value);
          const content: z.infer<typeof Content> = { version: 1, secrets: Object.fromEntries(entries) };
          await writePrivate(path, `${JSON.stringify(content, null, 2)}\n`);
        }),
      );
      tail = work.catch(() => undefined);
      return work;
    },
  };
}

/** The text of a file that only its owner may read; others are locked out from now on. Null where there is none. */
export async function readPrivate(path: string): Promise<string | null> {
  try {
    if (process.platform !== "win32" && ((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
    return await readFile(path, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** Replaces a file by way of another one beside it. */
export async function writePrivate(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await flushFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Renames a file that can't be read, and tells so. */
export async function setAside(path: string): Promise<PipedeskError> {
  const { dir, name, ext } = parse(path);
  const aside = join(dir, `${name}-damaged-${randomBytes(4).toString("hex")}${ext}`);
  await rename(path, aside);
  return secretsFailed(
    `${path} is damaged. It was renamed to ${aside}; passwords that were in it must be given again.`,
  );
}

export function secretsFailed(message: string, cause?: unknown): PipedeskError {
  return new PipedeskError("PD_SECRETS_FAILED", message, { cause });
}

/** Whatever the file system says becomes PD_SECRETS_FAILED. */
export async function orFailed<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PipedeskError) throw error;
    throw secretsFailed(`${path} can't be read or written.`, error);
  }
}

function parseContent(text: string): z.infer<typeof Content> | null {
  try {
    return Content.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The new name is in the folder; Windows has no way to say that, and needs none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
