import { writeFileSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fetchElectron } from "../../../../scripts/start/fetch-electron.ts";

/** An installer that runs this, in the place of Electron's. */
async function installerOf(script: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-installer-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "install.cjs");
  await writeFile(path, script);
  return path;
}

/** A download as Electron's installer makes it: a growing file in a folder of its own below the temporary one. */
const DOWNLOAD = `
const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "electron-download-"));
const grow = () => fs.appendFileSync(path.join(folder, "electron.zip"), Buffer.alloc(1000));
`;

const STALL_TIMEOUT_MS = 60_000;

/** A clock that the test sets forward, since waiting would make the test slow and its outcome a matter of luck. */
function createClock() {
  let nowMs = 0;
  return { nowMs: () => nowMs, pass: (ms: number) => (nowMs += ms) };
}

const options = { stallTimeoutMs: STALL_TIMEOUT_MS, pollIntervalMs: 5, onProgress: () => undefined, nowMs: () => 0 };

test("goes on for as long as something comes, and tells how much", async () => {
  const enough = join(tmpdir(), `pipedesk-enough-${process.pid}`);
  onTestFinished(() => rm(enough));
  const installer = await installerOf(
    `${DOWNLOAD} setInterval(() => (fs.existsSync(${JSON.stringify(enough)}) ? process.exit(0) : grow()), 10);`,
  );
  const { nowMs, pass } = createClock();
  const seen: number[] = [0];
  const onProgress = (bytes: number) => {
    if (bytes <= (seen.at(-1) ?? 0)) return;
    seen.push(bytes);
    // All in all far more time than the patience lasts, but never without something new.
    pass(STALL_TIMEOUT_MS - 1);
    if (seen.length === 5) writeFileSync(enough, "");
  };
  expect(await fetchElectron({ ...options, installer, nowMs, onProgress })).toEqual({ kind: "fetched" });
  expect(nowMs()).toBeGreaterThan(3 * STALL_TIMEOUT_MS);
});

test("gives up on a download that stands still, and leaves nothing behind", async () => {
  const installer = await installerOf(`${DOWNLOAD} grow(); setInterval(() => undefined, 1000);`);
  const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("pipedesk-electron-"));
  const before = await leftovers();
  const { nowMs, pass } = createClock();
  const onProgress = (bytes: number) => bytes === 1000 && pass(STALL_TIMEOUT_MS / 3);
  expect(await fetchElectron({ ...options, installer, nowMs, onProgress })).toEqual({ kind: "stalled" });
  expect(await leftovers()).toEqual(before);
});

test("says at once, and in its words, what the network says", async () => {
  const installer = await installerOf(
    'console.error("TypeError: fetch failed\\n    at node:internal"); process.exit(1);',
  );
  expect(await fetchElectron({ ...options, installer })).toEqual({ kind: "failed", why: "fetch failed" });
});
