import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { diagnosticsText } from "#main/hosts/electron/system/diagnostics.ts";
import { openLogFiles } from "#main/hosts/electron/system/log-files.ts";
import { autostartEntry, setLaunchAtLogin } from "#main/hosts/electron/system/login-item.ts";
import { menuTemplate } from "#main/hosts/electron/system/menu.ts";
import { fileNameOf, paperOf } from "#main/hosts/electron/system/paper.ts";
import { badgeText, withDot } from "#main/hosts/electron/system/unread-badge.ts";
import { createTranslate } from "#shared/i18n/index.ts";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-system-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("start at sign-in", () => {
  test("Linux: an entry of the desktop, with its words quoted as the specification says, and gone when switched off", async () => {
    const configHome = await newFolder();
    const deps = {
      platform: "linux" as const,
      executable: "/opt/Pipe desk/pipedesk",
      args: ["--data=/home/a"],
      configHome,
    };
    const app = { setLoginItemSettings: () => undefined };
    await setLaunchAtLogin(true, { app, ...deps });
    const path = join(configHome, "autostart/pipedesk.desktop");
    expect(await readFile(path, "utf8")).toContain('\nExec="/opt/Pipe desk/pipedesk" "--data=/home/a" "--hidden"\n');
    await setLaunchAtLogin(false, { app, ...deps });
    await setLaunchAtLogin(false, { app, ...deps });
    expect(await readdir(join(configHome, "autostart"))).toEqual([]);
    expect(autostartEntry(['a"b', "$c`", "d\\e", "100%"])).toContain(
      String.raw`Exec="a\\"b" "\\$c\\${"`"}" "d\\\\e" "100%%"`,
    );
  });

  test("elsewhere the system is asked; what it refuses is told as such", async () => {
    const asked: unknown[] = [];
    const deps = { platform: "win32" as const, executable: "C:\\p.exe", args: [], configHome: "" };
    await setLaunchAtLogin(true, { app: { setLoginItemSettings: (item) => void asked.push(item) }, ...deps });
    expect(asked).toEqual([{ openAtLogin: true, path: "C:\\p.exe", args: ["--hidden"] }]);
    const refuses = {
      setLoginItemSettings: () => {
        throw new Error("denied");
      },
    };
    await expect(setLaunchAtLogin(true, { app: refuses, ...deps })).rejects.toMatchObject({
      code: "PD_DESKTOP_SETTING",
    });
  });
});

describe("menus", () => {
  test.each(["linux", "win32", "darwin"] as const)("%s: every item says something and does something", (platform) => {
    const asked: string[] = [];
    const menu = menuTemplate(createTranslate("it"), {
      platform,
      developerTools: false,
      command: (command) => asked.push(command),
    });
    const items = menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
    const real = items.filter(({ type }) => type !== "separator");
    expect(real.filter(({ role, click }) => role === undefined && click === undefined)).toEqual([]);
    expect(real.filter(({ role, label }) => label === undefined && role === undefined)).toEqual([]);
    const keys = real.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { click } of real) (click as (() => void) | undefined)?.();
    expect(asked.toSorted()).toEqual(
      ["back", "diagnostics", "forward", "help", "import", "logs", "new-ticket", "palette", "print", "save-pdf"].concat(
        ["search", "settings", "shortcuts"],
      ),
    );
    expect(menu.map(({ label, role }) => label ?? role)).toEqual(
      platform === "darwin"
        ? ["appMenu", "File", "Modifica", "Vista", "windowMenu", "Aiuto"]
        : ["File", "Modifica", "Vista", "Finestra", "Aiuto"],
    );
  });
});

describe("badge", () => {
  test("nothing for none, and no more than an icon can say", () => {
    expect([-1, 0, 1, 99, 100].map(badgeText)).toEqual(["", "", "1", "99", "99+"]);
  });

  test("a dot in the upper right corner; the rest stays as it is", () => {
    const pixels = Buffer.alloc(16 * 16 * 4, 0x10);
    const marked = withDot({ width: 16, height: 16, pixels }).pixels;
    const at = (x: number, y: number) => [...marked.subarray((y * 16 + x) * 4, (y * 16 + x) * 4 + 4)];
    expect([at(11, 3), at(2, 12)]).toEqual([
      [0x2b, 0x2b, 0xe0, 255],
      [0x10, 0x10, 0x10, 0x10],
    ]);
    expect(pixels.every((byte) => byte === 0x10)).toBe(true);
  });
});

describe("paper", () => {
  test("a title becomes a name that every system takes", () => {
    const names = ['#7 · A/B: "x"?', "..", "", "a\u202Egpj.exe", "  two   words. ", "x".repeat(300)].map(fileNameOf);
    expect(names.slice(0, 5)).toEqual(["#7 · A B x", "Pipedesk", "Pipedesk", "a gpj.exe", "two words"]);
    expect(names[5]).toHaveLength(100);
    expect(["US", "IT", ""].map(paperOf)).toEqual(["Letter", "A4", "A4"]);
  });
});

describe("log files", () => {
  test("are turned over by size, the oldest go, and the newest lines are at hand", async () => {
    const folder = join(await newFolder(), "logs");
    const failures: unknown[] = [];
    const files = openLogFiles(folder, { nowEpochMs: () => 0 }, (error) => failures.push(error));
    const words = "x".repeat(7000);
    for (let line = 0; line < 1000; line += 1) files.log.info(`line ${line}`, { words, password: "secret" });
    await files.close();
    const names = (await readdir(folder)).toSorted();
    expect(names).toEqual(["pipedesk.log", "pipedesk.log.1", "pipedesk.log.2", "pipedesk.log.3", "pipedesk.log.4"]);
    const tail = await files.tail();
    const last = tail
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { message: string; password: string });
    expect(last.at(-1)).toMatchObject({ message: "line 999", password: "…" });
    expect(failures).toEqual([]);
  });

  test("a folder that can't be written is told, and nothing else happens", async () => {
    const path = join(await newFolder(), "file");
    await writeFile(path, "");
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const files = openLogFiles(join(path, "logs"), { nowEpochMs: () => 0 }, resolve);
    files.log.error("lost");
    expect(await promise).toMatchObject({ code: "ENOTDIR" });
    expect(await files.tail()).toBe("");
  });
});

test("diagnostics without a desk say so", () => {
  const text = diagnosticsText({
    version: "1.2.3",
    isPackaged: true,
    atEpochMs: 0,
    uptimeSeconds: 3.4,
    settings: { launchAtLogin: false, keepRunning: false, notify: true, spellCheck: false, spellLanguages: [] },
    secretsIn: "file",
    status: null,
    logTail: "",
  });
  expect(text).toMatch(/^Pipedesk: 1\.2\.3\nAt: 1970-01-01T00:00:00\.000Z\n/u);
  expect(text).toContain("\nDesk: not open\n");
  expect(text.endsWith("End of the log:\n(empty)\n")).toBe(true);
});
