import { mkdtemp, readFile, rm, stat, symlink, writeFile, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { markAsForeign, type MarkDeps } from "#main/hosts/electron/foreign-files/foreign-mark.ts";
import { createQuarantine } from "#main/hosts/electron/foreign-files/quarantine.ts";

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-foreign-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function deps(platform: NodeJS.Platform) {
  const calls: (readonly string[])[] = [];
  const given: MarkDeps = {
    platform,
    nowEpochMs: () => 1_767_225_600_999,
    newToken: () => "TOKEN",
    run: async (program, args) => void calls.push([program, ...args]),
  };
  return { given, calls };
}

test("each system gets its own mark: a stream on Windows, attributes elsewhere", async () => {
  const file = join(await temporaryFolder(), "a.pdf");
  await writeFile(file, "x");
  const [windows, mac, linux] = [deps("win32"), deps("darwin"), deps("linux")];
  await markAsForeign(file, windows.given);
  // Where a colon is a letter of a name, the stream is a file beside.
  expect(await readFile(`${file}:Zone.Identifier`, "utf8")).toBe(
    "[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n",
  );
  await markAsForeign(file, mac.given);
  await markAsForeign(file, linux.given);
  expect([windows.calls, mac.calls, linux.calls]).toEqual([
    [],
    [["/usr/bin/xattr", "-w", "com.apple.quarantine", "0083;6955b900;Pipedesk;TOKEN", file]],
    [["setfattr", "--name=user.xdg.origin.url", "--value=pipedesk://attachment", "--", file]],
  ]);
});

function quarantineIn(folder: string, mark: (path: string) => Promise<void> = async () => undefined) {
  const warnings: string[] = [];
  let made = 0;
  const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
  return { warnings, quarantine: createQuarantine({ folder, newToken: () => `t${(made += 1)}`, mark, log }) };
}

test("a file is kept to be read by its owner only, also where it can't be marked, and two of one name are two", async () => {
  const folder = join(await temporaryFolder(), "opened");
  const marked: string[] = [];
  const { quarantine, warnings } = quarantineIn(folder, async (path) => {
    marked.push(path);
    throw new Error("no such program");
  });
  const paths = [await quarantine.put("a.pdf", new Blob(["one"])), await quarantine.put("a.pdf", new Blob(["two"]))];
  expect(paths).toEqual([join(folder, "t1/a.pdf"), join(folder, "t2/a.pdf")]);
  expect(marked).toEqual(paths);
  expect(await Promise.all(paths.map((path) => readFile(path, "utf8")))).toEqual(["one", "two"]);
  expect((await stat(paths[0] ?? "")).mode & 0o777).toBe(0o400);
  expect((await stat(join(folder, "t1"))).mode & 0o777).toBe(0o700);
  expect(warnings).toHaveLength(2);
});

test("clearing takes what is there and follows no link; nothing there is nothing to do", async () => {
  const base = await temporaryFolder();
  const [folder, elsewhere] = [join(base, "opened"), join(base, "elsewhere")];
  await mkdir(elsewhere);
  await writeFile(join(elsewhere, "mine.txt"), "mine");
  const { quarantine, warnings } = quarantineIn(folder);
  await quarantine.clear();
  await quarantine.put("a.pdf", new Blob(["one"]));
  await symlink(elsewhere, join(folder, "t9"));
  await quarantine.clear();
  await expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });
  expect(await readFile(join(elsewhere, "mine.txt"), "utf8")).toBe("mine");
  await symlink(elsewhere, folder);
  await quarantine.clear();
  expect(await readFile(join(elsewhere, "mine.txt"), "utf8")).toBe("mine");
  expect(warnings).toEqual([]);
});

test("what can't be written is told as such", async () => {
  const base = await temporaryFolder();
  await writeFile(join(base, "opened"), "a file where the folder should be");
  await expect(quarantineIn(join(base, "opened")).quarantine.put("a.pdf", new Blob(["x"]))).rejects.toMatchObject({
    code: "PD_DESKTOP_WRITE",
    details: { what: "a.pdf" },
  });
});
