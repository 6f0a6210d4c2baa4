import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { findElectron, windowObstacle } from "../../../../scripts/start/electron-binary.ts";

async function folderWith(...files: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-start-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of files) {
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), file === "path.txt" ? "electron" : "");
  }
  return folder;
}

describe("the binary is there", () => {
  test("where the package's path.txt and dist agree", async () => {
    const whole = await folderWith("path.txt", "dist/electron");
    expect(findElectron(whole, {})).toBe(join(whole, "dist/electron"));
    expect(findElectron(await folderWith("path.txt"), {})).toBeNull();
    expect(findElectron(await folderWith("dist/electron"), {})).toBeNull();
    expect(findElectron(await folderWith(), {})).toBeNull();
  });

  test("in the folder that the environment names", async () => {
    const [empty, override] = [await folderWith(), await folderWith("electron")];
    expect(findElectron(empty, { ELECTRON_OVERRIDE_DIST_PATH: override })).toBe(join(override, "electron"));
    expect(findElectron(empty, { ELECTRON_OVERRIDE_DIST_PATH: empty })).toBeNull();
  });
});

test("a window needs a display, and a user that Chromium can sandbox", () => {
  expect(windowObstacle("linux", {}, 1000)).toBe("start.noDisplay");
  expect(windowObstacle("linux", { DISPLAY: ":0" }, 0)).toBe("start.asRoot");
  expect(windowObstacle("linux", { DISPLAY: ":0" }, 1000)).toBeNull();
  expect(windowObstacle("linux", { WAYLAND_DISPLAY: "wayland-0" }, 1000)).toBeNull();
  expect(windowObstacle("darwin", {}, 0)).toBeNull();
  expect(windowObstacle("win32", {}, undefined)).toBeNull();
});
