import { chmod, mkdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { FINDINGS, type Finding } from "#shared/contract/data.ts";
import { createTell, isMessageKey } from "#shared/i18n/index.ts";
import { checkClosedDesk } from "#main/data/doctor/check-closed-desk.ts";
import { driveOf, lockHolderOf, syncServiceOf, windowsDriveOf } from "#main/data/doctor/file-system.ts";
import { folderFindings } from "#main/data/doctor/folder.ts";
import { machineFindings, type MachineFacts } from "#main/data/doctor/machine.ts";
import { storeErrorOf } from "#main/store/errors.ts";
import { writeMembership } from "#main/sync/membership.ts";
import { UserId } from "#shared/model/ids.ts";
import { openTestDesk } from "../../support/test-desk.ts";
import { filesIn, temporaryFolder } from "./data-work.ts";

const told = (findings: readonly Finding[]) => findings.map(({ id, level }) => `${level} ${id}`);
const troubled = (findings: readonly Finding[]) => told(findings).filter((one) => !one.startsWith("ok"));

test("every finding has its sentence in both languages, and what is not fine says what to do", () => {
  const levels = new Map<string, Set<string>>();
  for (const id of Object.keys(FINDINGS)) {
    expect(isMessageKey(`data.finding.${id}`), id).toBe(true);
    levels.set(id, new Set());
  }
  const tell = createTell("it");
  expect(tell("data.finding.folder-network", { folder: "/mnt/x", drive: "nfs4" })).toContain("nfs4");
  const fine = [
    "program",
    "disk-room",
    "clock-fine",
    "zone",
    "folder-fine",
    "lock-free",
    "lock-here",
    "database-fine",
    "database-elsewhere",
    "files-fine",
    "mailboxes-none",
    "mailbox-fine",
    "mailbox-elsewhere",
    "team-none",
    "team-server",
    "team-fine",
    "secrets-keychain",
    "secrets-desk",
    "secrets-none",
  ];
  const without = Object.keys(FINDINGS).filter((id) => !isMessageKey(`data.advice.${id}`));
  expect(without.toSorted()).toEqual(fine.toSorted());
});

describe("the machine", () => {
  const NOW = Date.UTC(2026, 10, 30);
  const GB = 1024 ** 3;
  const facts: MachineFacts = {
    version: "1.0.0",
    node: "24.1.0",
    platform: "linux x64",
    freeBytes: 100 * GB,
    databaseBytes: GB,
    nowEpochMs: NOW,
    newestEpochMs: NOW - 1000,
    zone: "Europe/Rome",
  };
  test.each<[string, Partial<MachineFacts>, string[]]>([
    ["is fine", {}, []],
    ["has an old Node", { node: "20.10.0" }, ["problem node-old"]],
    ["has Electron's own Node", { node: "20.18.0", electron: "33.2.0" }, []],
    ["has a full disk", { freeBytes: 50 * 1024 ** 2 }, ["problem disk-full"]],
    ["has less room than the desk takes", { freeBytes: 4 * GB, databaseBytes: 5 * GB }, ["note disk-low"]],
    ["doesn't say how much room there is", { freeBytes: null }, ["note disk-unknown"]],
    ["has a clock of before there was such a program", { nowEpochMs: 0 }, ["problem clock-years-off"]],
    ["has a clock of the next century", { nowEpochMs: Date.UTC(2101, 0) }, ["problem clock-years-off"]],
    ["has a clock that no calendar shows", { nowEpochMs: 9e15 }, ["problem clock-years-off"]],
    ["has a clock behind what is in the desk", { newestEpochMs: NOW + 3_600_000 }, ["problem clock-behind-desk"]],
    ["has a clock a minute behind", { newestEpochMs: NOW + 60_000 }, []],
    [
      "was left alone for years, or its clock is ahead",
      { newestEpochMs: NOW - 3 * 366 * 86_400_000 },
      ["note clock-far-ahead"],
    ],
    ["has an empty desk", { newestEpochMs: null }, []],
    ["knows no time zone", { zone: "" }, ["note zone-unknown"]],
  ])("%s", (_name, changes, expected) => {
    expect(troubled(machineFindings({ ...facts, ...changes }))).toEqual(expected);
  });
});

describe("where the desk's folder lies", () => {
  const MOUNTS = [
    "22 27 0:21 / /proc rw - proc proc rw",
    "27 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
    "40 27 0:50 / /mnt/office rw - nfs4 nas:/office rw",
    String.raw`41 27 0:51 / /mnt/two\040words rw - cifs //nas/two rw`,
    "42 40 8:2 / /mnt/office/disk rw - ext4 /dev/sdb1 rw",
    "43 27 0:60 / /home/ann/remote rw - fuse.sshfs ann@host: rw",
    "44 27 0:61 / /home/ann/vault rw - fuse.gocryptfs /home/ann/.vault rw",
    "45 27 0:62 / /mnt/c rw - 9p drvfs rw",
    "46 27 0:63 / /mnt/office rw - smb3 //nas/office rw",
  ].join("\n");
  test.each([
    ["/home/ann/desk", "ext4", false],
    ["/mnt/office/desk", "smb3", true],
    ["/mnt/office", "smb3", true],
    ["/mnt/officers/desk", "ext4", false],
    ["/mnt/two words/desk", "cifs", true],
    ["/mnt/office/disk/desk", "ext4", false],
    ["/home/ann/remote/desk", "fuse.sshfs", true],
    ["/home/ann/vault/desk", "fuse.gocryptfs", false],
    ["/mnt/c/Users/ann", "9p", true],
  ])("%s is on %s", (path, kind, isNetwork) => {
    expect(driveOf(MOUNTS, path)).toEqual({ kind, isNetwork });
  });
  test.each([15, 3850, 5130, 5386])(
    "a drive that gives no locks (SQLite's code %i) is told as that, and what to do",
    (errcode) => {
      const said = Object.assign(new Error("locking protocol"), { code: "ERR_SQLITE_ERROR", errcode });
      const refused = storeErrorOf(said, "The desk could not be opened");
      expect([refused.code, refused.message]).toEqual([
        "PD_STORE_FAILED",
        expect.stringContaining("as network drives can't"),
      ]);
    },
  );
  test("on Windows a share is told by its name, and a folder that a service copies by its place", () => {
    expect(
      [
        String.raw`\\nas\office\desk`,
        String.raw`\\?\UNC\nas\office`,
        String.raw`\\?\C:\desk`,
        String.raw`C:\desk`,
        "//nas/office",
      ].map((path) => windowsDriveOf(path).isNetwork),
    ).toEqual([true, true, false, false, true]);
    expect(
      [
        String.raw`C:\Users\ann\OneDrive - Office\desk`,
        "/Users/ann/Library/Mobile Documents/desk",
        "/home/ann/Dropbox/desk",
        "/home/ann/dropbox-not/desk",
        "/home/ann/desk",
      ].map(syncServiceOf),
    ).toEqual(["OneDrive", "iCloud", "Dropbox", null, null]);
  });
  test("who holds the lock is found by the file's own numbers", () => {
    const locks =
      "1: POSIX  ADVISORY  WRITE 27278 fe:00:2433194 1073741824 1073742335\n2: -> FLOCK  ADVISORY  WRITE 31304 fe:00:2146338 0 EOF";
    expect(lockHolderOf(locks, { dev: 0xfe00, ino: 2_433_194 })).toBe(27_278);
    expect(lockHolderOf(locks, { dev: 0xfe00, ino: 1 })).toBeNull();
  });
  test("a network drive and a folder that is copied elsewhere are problems, whatever else is fine", () => {
    const facts = { folder: "/x", exists: true, refusal: null, isOpenToOthers: false, lock: { by: "nobody" as const } };
    expect(
      troubled(folderFindings({ ...facts, drive: { kind: "nfs4", isNetwork: true }, syncService: "Dropbox" })),
    ).toEqual(["problem folder-network", "problem folder-synced"]);
  });
});

describe("a desk that is not open here", () => {
  const closed = async (dataDir: string, online = false) =>
    checkClosedDesk({
      dataDir,
      version: "1.0.0",
      nowEpochMs: Date.now(),
      keyFile: join(dataDir, "no-such-key"),
      online,
    });
  const inDesk = (findings: readonly Finding[]) =>
    troubled(findings.filter(({ area }) => area !== "machine" && area !== "mailboxes"));

  test("is checked by reading alone, whatever is wrong with it; and while another has it open", async () => {
    const desk = await openTestDesk({ nowEpochMs: Date.now() });
    await desk.receive({ messageId: "1@customer.example", text: "Large ".repeat(40_000) });
    const { dataDir } = desk;
    expect(inDesk(await closed(dataDir))).toEqual(["note lock-held"]);
    expect(
      troubled((await desk.client.data.check({ online: false })).findings.filter(({ area }) => area !== "machine")),
    ).toEqual([]);
    await desk.core.close();
    const before = await filesIn(dataDir);
    expect(inDesk(await closed(dataDir))).toEqual([]);
    const after = await filesIn(dataDir);
    expect(after.get("desk.sqlite")?.equals(before.get("desk.sqlite") ?? Buffer.alloc(0))).toBe(true);

    const file = join(dataDir, "desk.sqlite");
    const whole = await readFile(file);
    const database = async (spoil: (db: DatabaseSync) => void) => {
      const db = new DatabaseSync(file);
      spoil(db);
      db.close();
    };
    await database((db) => db.exec("PRAGMA user_version = 1000"));
    expect(inDesk(await closed(dataDir))).toEqual(["problem database-newer"]);
    await writeFile(file, whole);
    await truncate(file, whole.length / 2);
    expect(inDesk(await closed(dataDir))).toEqual(["problem database-damaged"]);
    await writeFile(
      file,
      Buffer.concat([
        whole.subarray(0, whole.length / 2),
        Buffer.alloc(40_960, 7),
        whole.subarray(whole.length / 2 + 40_960),
      ]),
    );
    expect(inDesk(await closed(dataDir))).toEqual(["problem database-damaged"]);
    await writeFile(file, "Dear Sir or Madam");
    expect(inDesk(await closed(dataDir))).toEqual(["problem database-foreign"]);
    await writeFile(file, whole);
    for (const name of after.keys()) if (name.startsWith("blobs/")) await rm(join(dataDir, name));
    await mkdir(join(dataDir, "blobs", "ab"), { recursive: true });
    await writeFile(join(dataDir, "blobs", "ab", `ab${"0".repeat(62)}`), "left");
    await writeFile(join(dataDir, "secrets.json"), JSON.stringify({ version: 1, secrets: { "channel:a": "sealed" } }));
    await chmod(dataDir, 0o755);
    expect(inDesk(await closed(dataDir))).toEqual([
      "note folder-open-to-others",
      "problem files-missing",
      "note files-unused",
      "problem secrets-key-missing",
    ]);
    await writeFile(join(dataDir, "secrets.json"), "{");
    expect(inDesk(await closed(dataDir))).toContain("problem secrets-damaged");
    await rm(dataDir, { recursive: true, force: true });
    expect(inDesk(await closed(dataDir))).toEqual(["note folder-none", "note database-none"]);
  });

  test("and its team's server is asked only where that is wanted; somebody else's page is told from it", async () => {
    const dataDir = await temporaryFolder();
    const server = createServer((_request, response) => response.end("<h1>Sign in to the network</h1>"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await writeMembership(dataDir, {
      serverUrl: `http://127.0.0.1:${port}`,
      deskName: "Office",
      userId: UserId.parse("user-ann"),
      tokenId: "a",
      joinedAtEpochMs: 0,
      scope: { closedSinceEpochMs: null },
    });
    const ofTeam = async (online: boolean) =>
      told((await closed(dataDir, online)).filter(({ area }) => area === "team"));
    expect(await ofTeam(false)).toEqual(["note team-not-asked"]);
    expect(await ofTeam(true)).toEqual(["problem team-not-the-server"]);
    await new Promise((resolve) => server.close(resolve));
    expect(await ofTeam(true)).toEqual(["note team-offline"]);
  });
});
