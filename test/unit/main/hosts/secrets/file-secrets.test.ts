import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFileSecrets } from "#main/hosts/secrets/file-secrets.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";

let root = "";
beforeEach(async () => (root = await mkdtemp(join(tmpdir(), "pipedesk-secrets-"))));
afterEach(() => rm(root, { recursive: true, force: true }));

const place = (name = "desk") => ({ dataDir: join(root, name), keyFile: join(root, "config", "secrets.key") });
const file = () => join(root, "desk", "secrets.json");
const failure = (asking: Promise<unknown>) => asking.then(() => "none", errorCodeOf);
const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test("what is kept is there after a restart, and gone after it was taken away", async () => {
  await createFileSecrets(place()).set("channel:1", "pässwörd 🔑");
  const again = createFileSecrets(place());
  expect([await again.get("channel:1"), await again.get("channel:2")]).toEqual(["pässwörd 🔑", null]);
  await again.set("channel:1", "new");
  expect(await again.get("channel:1")).toBe("new");
  await again.delete("channel:1");
  await again.delete("channel:1");
  expect(await createFileSecrets(place()).get("channel:1")).toBeNull();
});

test("nothing readable is in either file, and the same password is never written alike", async () => {
  const secrets = createFileSecrets(place());
  await secrets.set("a", "correct horse");
  const first = await readFile(file(), "utf8");
  await secrets.set("b", "correct horse");
  const { secrets: entries } = JSON.parse(await readFile(file(), "utf8")) as { secrets: Record<string, string> };
  expect(entries["a"]).not.toBe(entries["b"]);
  expect(first).not.toMatch(/correct|Y29ycmVjd/u);
});

test("a copy of the desk's folder alone gives nothing away, and says why", async () => {
  await createFileSecrets(place()).set("a", "x");
  const thief = createFileSecrets({ dataDir: place().dataDir, keyFile: join(root, "other", "secrets.key") });
  expect(await failure(thief.get("a"))).toBe("PD_SECRETS_FAILED");
  // A new password can be kept all the same; the old one stays locked.
  await thief.set("b", "new");
  expect([await thief.get("b"), await failure(thief.get("a"))]).toEqual(["new", "PD_SECRETS_FAILED"]);
});

test.runIf(process.platform !== "win32")(
  "only their owner may read the files; others are locked out again",
  async () => {
    const secrets = createFileSecrets(place());
    await secrets.set("a", "x");
    const { keyFile } = place();
    const made = [await modeOf(file()), await modeOf(keyFile)];
    await chmod(file(), 0o644);
    await chmod(keyFile, 0o666);
    expect(await secrets.get("a")).toBe("x");
    expect([made, await modeOf(file()), await modeOf(keyFile)]).toEqual([["600", "600"], "600", "600"]);
  },
);

test("an entry can't be passed off under another name", async () => {
  const secrets = createFileSecrets(place());
  await secrets.set("mine", "x");
  await secrets.set("yours", "y");
  const content = JSON.parse(await readFile(file(), "utf8")) as { secrets: Record<string, string> };
  content.secrets["mine"] = content.secrets["yours"] ?? "";
  await writeFile(file(), JSON.stringify(content));
  expect([await failure(secrets.get("mine")), await secrets.get("yours")]).toEqual(["PD_SECRETS_FAILED", "y"]);
});

test.each(["", "{", "[]", '{"version":2,"secrets":{}}', '{"version":1,"secrets":{"a":1}}'])(
  "a damaged file is set aside and refused once: %s",
  async (content) => {
    const secrets = createFileSecrets(place());
    await secrets.set("a", "x");
    await writeFile(file(), content);
    expect(await failure(secrets.get("a"))).toBe("PD_SECRETS_FAILED");
    const aside = (await readdir(place().dataDir)).filter((name) => /^secrets-damaged-[0-9a-f]{8}\.json$/u.test(name));
    expect([aside.length, await readFile(join(place().dataDir, aside[0] ?? ""), "utf8")]).toEqual([1, content]);
    await secrets.set("a", "again");
    expect(await secrets.get("a")).toBe("again");
  },
);

test("an entry or a key that was cut short is refused in plain words, not with a crash", async () => {
  const secrets = createFileSecrets(place());
  await secrets.set("a", "x");
  await writeFile(file(), JSON.stringify({ version: 1, secrets: { a: "AAAA", b: "" } }));
  expect([await failure(secrets.get("a")), await failure(secrets.get("b"))]).toEqual([
    "PD_SECRETS_FAILED",
    "PD_SECRETS_FAILED",
  ]);
  await writeFile(place().keyFile, "c2hvcnQ=\n");
  expect(await failure(secrets.get("a"))).toBe("PD_SECRETS_FAILED");
  await secrets.set("a", "again");
  expect(await secrets.get("a")).toBe("again");
});

test("many writers at once lose nothing and leave nothing behind", async () => {
  const secrets = createFileSecrets(place());
  const names = Array.from({ length: 20 }, (_, index) => `channel:${index}`);
  await Promise.all(names.map((name) => secrets.set(name, `secret of ${name}`)));
  expect(await Promise.all(names.map((name) => secrets.get(name)))).toEqual(names.map((name) => `secret of ${name}`));
  expect([await readdir(place().dataDir), await readdir(join(root, "config"))]).toEqual([
    ["secrets.json"],
    ["secrets.key"],
  ]);
});

test("two desks that begin at the same moment share one key", async () => {
  const [one, two] = [createFileSecrets(place("one")), createFileSecrets(place("two"))];
  await Promise.all([one.set("a", "1"), two.set("a", "2")]);
  expect([await createFileSecrets(place("one")).get("a"), await createFileSecrets(place("two")).get("a")]).toEqual([
    "1",
    "2",
  ]);
});

test("a folder that can't be written is said so", async () => {
  await writeFile(join(root, "desk"), "a file where the folder should be");
  expect(await failure(createFileSecrets(place()).set("a", "x"))).toBe("PD_SECRETS_FAILED");
});

test("without a known place for settings the key lies beside", async () => {
  await createFileSecrets({ dataDir: join(root, "desk") }).set("a", "x");
  expect(await readdir(join(root, "desk"))).toEqual(["secrets.json", "secrets.key"]);
});
