import { randomBytes } from "node:crypto";
import { link, rm } from "node:fs/promises";
import { codeOf, readPrivate, setAside, writePrivate } from "./secret-file.ts";

const KEY_BYTES = 32;

/**
 * The key in a file of its own: 256 random bits, base64. Null where there is no such file yet.
 * @throws PD_SECRETS_FAILED where the file is none of ours; it is renamed first
 */
export async function readKey(path: string): Promise<Buffer | null> {
  const text = await readPrivate(path);
  if (text === null) return null;
  const key = Buffer.from(text.trim(), "base64");
  if (key.length !== KEY_BYTES) throw await setAside(path);
  return key;
}

/** The key, made where there is none. Desks that start at the same moment share one key file: the first one makes it. */
export async function readOrMakeKey(path: string): Promise<Buffer> {
  const known = await readKey(path);
  if (known) return known;
  const made = `${path}.${randomBytes(6).toString("hex")}`;
  await writePrivate(made, `${randomBytes(KEY_BYTES).toString("base64")}\n`);
  try {
    // Unlike a rename it doesn't replace one that was made meanwhile.
    await link(made, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(made, { force: true });
  }
  const key = await readKey(path);
  if (!key) throw new Error(`${path} disappeared`);
  return key;
}
