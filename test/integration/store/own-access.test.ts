import { chmod, mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pipedesk, temporaryFolder } from "../hosts/cli-process.ts";
import { mail } from "../bad-input/hostile-mails.ts";
import { openTestDesk } from "../../support/test-desk.ts";

/** Each path in a folder that group or others may do anything with. */
async function openToOthers(folder: string): Promise<string[]> {
  const paths = [".", ...(await readdir(folder, { recursive: true }))];
  const modes = await Promise.all(paths.map(async (path) => [path, (await stat(join(folder, path))).mode & 0o077]));
  return modes.filter(([, mode]) => mode !== 0).map(([path]) => String(path));
}

const LARGE_MAIL = mail(
  ["Message-ID: <large@example.com>", "Content-Type: multipart/mixed; boundary=b"],
  `--b\r\nContent-Type: application/zip; name=a.zip\r\n\r\n${"A line of an attachment.\r\n".repeat(20_000)}--b--\r\n`,
);

describe.skipIf(process.platform === "win32")("a desk is its owner's alone", () => {
  test("its folder, its file with what SQLite keeps beside it, attachments and the lock", async () => {
    const dataDir = join(await temporaryFolder(), "desk");
    const desk = await openTestDesk({ dataDir });
    await desk.newTicket();
    await desk.core.context.store.files.put(new Uint8Array(2_000_000));
    await desk.core.context.store.files.putStream(
      (async function* () {
        yield new Uint8Array(1_000_000);
      })(),
    );
    const names = await readdir(dataDir);
    expect(names).toEqual(
      expect.arrayContaining(["blobs", "desk.lock", "desk.sqlite", "desk.sqlite-shm", "desk.sqlite-wal"]),
    );
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, "desk.sqlite"))).mode & 0o777).toBe(0o600);
    expect(await openToOthers(dataDir)).toEqual([]);
    await desk.core.close();
    expect(await openToOthers(dataDir)).toEqual([]);
  });

  test("one that others could read is closed to them when it is opened, with all that is in it; what a link leads to is not ours", async () => {
    const folder = await temporaryFolder();
    const [dataDir, elsewhere] = [join(folder, "desk"), join(folder, "elsewhere")];
    const before = await openTestDesk({ dataDir });
    await before.core.context.store.files.put(new Uint8Array(2_000_000));
    await before.core.close();
    await writeFile(join(dataDir, "desk.format-1.backup.sqlite"), "a copy");
    await writeFile(elsewhere, "another's");
    await chmod(elsewhere, 0o644);
    await symlink(elsewhere, join(dataDir, "link"));
    for (const path of [...(await readdir(dataDir, { recursive: true })), "."]) {
      if (path === "link") continue;
      const isFolder = (await stat(join(dataDir, path))).isDirectory();
      await chmod(join(dataDir, path), isFolder ? 0o755 : 0o644);
    }
    const desk = await openTestDesk({ dataDir });
    expect(await openToOthers(dataDir)).toEqual(["link"]);
    expect((await stat(elsewhere)).mode & 0o777).toBe(0o644);
    await desk.core.close();
  });

  test("so are a desk and an export that the command line makes, whatever the system would allow", async () => {
    const folder = await temporaryFolder();
    const [file, data, out] = [join(folder, "large.eml"), join(folder, "a", "desk"), join(folder, "workflow.json")];
    await mkdir(join(folder, "a"));
    await writeFile(file, LARGE_MAIL);
    const imported = await pipedesk("import", file, "--data", data);
    const listed = await pipedesk("workflow", "list", "--data", data, "--json");
    const id = /"id":\s*"([^"]+)"/u.exec(listed.stdout)?.[1] ?? "";
    const exported = await pipedesk("workflow", "export", id, "--out", out, "--data", data);
    expect([imported.code, exported.code]).toEqual([0, 0]);
    expect(await openToOthers(data)).toEqual([]);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
  });
});
