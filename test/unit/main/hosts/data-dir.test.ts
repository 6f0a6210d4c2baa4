import { expect, test } from "vitest";
import { defaultDataDir, type Machine } from "#main/hosts/data-dir.ts";

test.each<[string, Machine, string]>([
  [
    "Windows",
    { platform: "win32", homeDir: "C:\\Users\\a", env: { APPDATA: "D:\\Roaming" } },
    "D:\\Roaming\\Pipedesk\\desk",
  ],
  [
    "Windows without APPDATA",
    { platform: "win32", homeDir: "C:\\Users\\a", env: {} },
    "C:\\Users\\a\\AppData\\Roaming\\Pipedesk\\desk",
  ],
  ["macOS", { platform: "darwin", homeDir: "/Users/a", env: {} }, "/Users/a/Library/Application Support/Pipedesk/desk"],
  ["Linux", { platform: "linux", homeDir: "/home/a", env: {} }, "/home/a/.local/share/pipedesk/desk"],
  [
    "Linux with XDG_DATA_HOME",
    { platform: "linux", homeDir: "/home/a", env: { XDG_DATA_HOME: "/data" } },
    "/data/pipedesk/desk",
  ],
  [
    "Linux with a relative XDG_DATA_HOME, which the specification says to ignore",
    { platform: "linux", homeDir: "/home/a", env: { XDG_DATA_HOME: "data" } },
    "/home/a/.local/share/pipedesk/desk",
  ],
])("a desk lives where programs keep their data on %s", (_, machine, expected) => {
  expect(defaultDataDir(machine, "desk")).toBe(expected);
});

test("the demo desk has a folder of its own", () => {
  expect(defaultDataDir({ platform: "linux", homeDir: "/home/a", env: {} }, "demo")).toBe(
    "/home/a/.local/share/pipedesk/demo",
  );
});
