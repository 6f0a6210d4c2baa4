import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSafeStorageSecrets, type SafeStorageLike } from "#main/hosts/secrets/safe-storage-secrets.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { memorySecrets } from "../../../../support/memory-secrets.ts";

let dataDir = "";
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), "pipedesk-keychain-"))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** A keychain that turns every byte round. */
function keychain(changes: Partial<SafeStorageLike> & { readonly rotated?: boolean } = {}): SafeStorageLike {
  const turn = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (plain) => turn(Buffer.from(plain, "utf8")),
    decryptStringAsync: async (encrypted) => ({
      result: turn(encrypted).toString("utf8"),
      shouldReEncrypt: changes.rotated ?? false,
    }),
    ...changes,
  };
}

function setUp(safeStorage = keychain()) {
  const fallback = memorySecrets();
  const warnings: string[] = [];
  const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
  return { fallback, warnings, secrets: createSafeStorageSecrets({ dataDir, safeStorage, fallback, log }) };
}

const failure = (asking: Promise<unknown>) => asking.then(() => "none", errorCodeOf);
const content = () => readFile(join(dataDir, "keychain.json"), "utf8");

test("secrets are encrypted by the keychain, and nowhere else", async () => {
  const { secrets, fallback, warnings } = setUp();
  await secrets.set("a", "correct horse");
  expect([await secrets.get("a"), await fallback.get("a"), await setUp().secrets.get("a"), warnings]).toEqual([
    "correct horse",
    null,
    "correct horse",
    [],
  ]);
  expect(await content()).not.toMatch(/correct|Y29ycmVjd/u);
  await secrets.delete("a");
  expect([await secrets.get("a"), JSON.parse(await content())]).toEqual([null, { version: 1, secrets: {} }]);
});

test.each<[string, Partial<SafeStorageLike>]>([
  ["none", { isAsyncEncryptionAvailable: async () => false }],
  ["one that breaks", { isAsyncEncryptionAvailable: () => Promise.reject(new Error("no D-Bus")) }],
  ["one that everybody has the key of", { getSelectedStorageBackend: () => "basic_text" }],
])("without a keychain (%s) the file keeps them, and it is said once", async (_, changes) => {
  const { secrets, fallback, warnings } = setUp(keychain(changes));
  await secrets.set("a", "x");
  await secrets.set("b", "y");
  expect([await fallback.get("a"), await secrets.get("b"), warnings.length, await readdir(dataDir)]).toEqual([
    "x",
    "y",
    1,
    [],
  ]);
});

test("a secret moves to the keychain when it is kept anew", async () => {
  const { secrets, fallback } = setUp();
  await fallback.set("a", "old");
  expect(await secrets.get("a")).toBe("old");
  await secrets.set("a", "new");
  expect([await secrets.get("a"), await fallback.get("a")]).toEqual(["new", null]);
});

test("a secret moves to the file when the keychain is gone", async () => {
  await setUp().secrets.set("a", "old");
  const { secrets } = setUp(keychain({ isAsyncEncryptionAvailable: async () => false }));
  expect(await failure(secrets.get("a"))).toBe("PD_SECRETS_FAILED");
  await secrets.set("a", "new");
  expect(await secrets.get("a")).toBe("new");
});

test("a keychain that refuses is no empty one", async () => {
  await setUp().secrets.set("a", "x");
  const locked = () => Promise.reject(new Error("locked"));
  const { secrets } = setUp(keychain({ decryptStringAsync: locked, encryptStringAsync: locked }));
  expect([
    await failure(secrets.get("a")),
    await failure(secrets.set("a", "y")),
    await setUp().secrets.get("a"),
  ]).toEqual(["PD_SECRETS_FAILED", "PD_SECRETS_FAILED", "x"]);
});

test("an entry can't be passed off under another name", async () => {
  const { secrets } = setUp();
  await secrets.set("a", "x");
  const { secrets: entries } = JSON.parse(await content()) as { secrets: Record<string, string> };
  await writeFile(join(dataDir, "keychain.json"), JSON.stringify({ version: 1, secrets: { b: entries["a"] } }));
  expect(await failure(secrets.get("b"))).toBe("PD_SECRETS_FAILED");
});

test("after the keychain's key changed an entry is encrypted anew", async () => {
  await setUp().secrets.set("a", "x");
  let encrypted = 0;
  const rotated = keychain({ rotated: true });
  const { secrets } = setUp({
    ...rotated,
    encryptStringAsync(plain) {
      encrypted += 1;
      return rotated.encryptStringAsync(plain);
    },
  });
  expect([await secrets.get("a"), encrypted]).toEqual(["x", 1]);
});
