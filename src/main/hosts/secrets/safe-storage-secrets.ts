import { join } from "node:path";
import type { Log } from "#main/desk/context.ts";
import type { Secrets } from "#main/desk/secrets.ts";
import { createSecretFile, secretsFailed } from "./secret-file.ts";

/** The little of Electron's `safeStorage` that is needed. It encrypts with a key that the system's keychain keeps. */
export type SafeStorageLike = {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(plainText: string): Promise<Buffer>;
  decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>;
  /** Linux only. */
  getSelectedStorageBackend?(): string;
};

export type SafeStorageDeps = {
  readonly dataDir: string;
  readonly safeStorage: SafeStorageLike;
  /** Where there is no keychain. */
  readonly fallback: Secrets;
  readonly log: Log;
};

/**
 * Secrets in `keychain.json` of the desk's folder, encrypted by the system's keychain; in `fallback`, with a warning, where there is none.
 * A secret that was kept in one place is found there also when the other one is used by now.
 */
export function createSafeStorageSecrets({ dataDir, safeStorage, fallback, log }: SafeStorageDeps): Secrets {
  const file = createSecretFile(join(dataDir, "keychain.json"));
  let availability: Promise<boolean> | null = null;

  /** Asked when it is first needed: Electron knows only once it is ready. */
  function available(): Promise<boolean> {
    availability ??= isKeychainUsable(safeStorage).then((yes) => {
      if (!yes)
        log.warn("This system has no keychain that can be used. Passwords are kept in an encrypted file instead.");
      return yes;
    });
    return availability;
  }

  async function seal(name: string, secret: string): Promise<void> {
    const encrypted = await orLocked(() => safeStorage.encryptStringAsync(JSON.stringify([name, secret])));
    await file.write(name, encrypted.toString("base64"));
  }

  async function open(name: string, sealed: string): Promise<string> {
    const { result, shouldReEncrypt } = await orLocked(() =>
      safeStorage.decryptStringAsync(Buffer.from(sealed, "base64")),
    );
    const secret = secretIn(result, name);
    if (shouldReEncrypt) await seal(name, secret);
    return secret;
  }

  return {
    async get(name) {
      const sealed = (await file.read()).get(name);
      if (sealed === undefined) return fallback.get(name);
      if (!(await available()))
        throw secretsFailed("The system's keychain that holds this password can't be used now.");
      return open(name, sealed);
    },
    async set(name, secret) {
      if (!(await available())) {
        await fallback.set(name, secret);
        // What an older one says under this name must not come first.
        await file.write(name, null);
        return;
      }
      await seal(name, secret);
      await fallback.delete(name);
    },
    async delete(name) {
      await file.write(name, null);
      await fallback.delete(name);
    },
  };
}

/** Whether this system has a keychain that keeps a key for us. */
export async function isKeychainUsable(safeStorage: SafeStorageLike): Promise<boolean> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  } catch {
    return false;
  }
  // A key that is the same in every copy of Electron keeps nothing secret; our own file does.
  return safeStorage.getSelectedStorageBackend?.() !== "basic_text";
}

async function orLocked<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw secretsFailed("The system's keychain refused: it is locked, or belongs to another user or machine.", error);
  }
}

/** The name is encrypted with the secret: an entry can't be passed off under another. */
function secretIn(text: string, name: string): string {
  let pair: unknown;
  try {
    pair = JSON.parse(text);
  } catch {
    pair = null;
  }
  const [bound, secret]: unknown[] = Array.isArray(pair) ? pair : [];
  if (bound !== name || typeof secret !== "string") throw secretsFailed("A kept password is damaged.");
  return secret;
}
