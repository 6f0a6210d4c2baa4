import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { orFailed, secretsFailed } from "./secret-file.ts";
import { readKey, readOrMakeKey } from "./secret-key.ts";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Initialisation vector, tag and cipher text, base64. The name is authenticated with it: an entry can't be passed off under another. The key is made where there is none.
 * @throws PD_SECRETS_FAILED
 */
export async function seal(keyFile: string, name: string, secret: string): Promise<string> {
  const key = await orFailed(keyFile, () => readOrMakeKey(keyFile));
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name, "utf8"));
  const encrypted = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString("base64");
}

/** @throws PD_SECRETS_FAILED where the key is missing or another, or the entry was changed */
export async function openSealed(keyFile: string, name: string, sealed: string): Promise<string> {
  const key = await orFailed(keyFile, () => readKey(keyFile));
  if (!key) throw secretsFailed(`The key of the kept passwords is missing: there is no ${keyFile}.`);
  const bytes = Buffer.from(sealed, "base64");
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(name, "utf8"))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return plain.toString("utf8");
  } catch (error) {
    throw secretsFailed("A kept password can't be decrypted: it was changed, or encrypted with another key.", error);
  }
}
