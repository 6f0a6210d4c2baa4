import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Secrets } from "#main/desk/secrets.ts";
import { createSecretFile, orFailed, secretsFailed } from "./secret-file.ts";
import { readKey, readOrMakeKey } from "./secret-key.ts";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Secrets encrypted in `secrets.json` of the desk's folder, for machines without a keychain. The key lies apart, in `keyFile`: a copy or a backup
 * of the desk's folder gives nothing away. Against somebody who reads all of this user's files nothing that starts by itself can help.
 */
export function createFileSecrets({
  dataDir,
  keyFile = join(dataDir, "secrets.key"),
}: {
  readonly dataDir: string;
  /** Default: beside the secrets, where no folder for a user's settings is known. */
  readonly keyFile?: string;
}): Secrets {
  const file = createSecretFile(join(dataDir, "secrets.json"));
  return {
    async get(name) {
      const sealed = (await file.read()).get(name);
      if (sealed === undefined) return null;
      const key = await orFailed(keyFile, () => readKey(keyFile));
      if (!key) throw secretsFailed(`The key of the kept passwords is missing: there is no ${keyFile}.`);
      return open(key, name, sealed);
    },
    async set(name, secret) {
      const key = await orFailed(keyFile, () => readOrMakeKey(keyFile));
      await file.write(name, seal(key, name, secret));
    },
    delete: (name) => file.write(name, null),
  };
}

/** Initialisation vector, tag and cipher text, base64. The name is authenticated with it: an entry can't be passed off under another. */
function seal(key: Buffer, name: string, secret: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name, "utf8"));
  const encrypted = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString("base64");
}

function open(key: Buffer, name: string, sealed: string): string {
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
