import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UpdaterPort } from "#main/hosts/electron/updates/updater-port.ts";
import { createUpdates, type KeptUpdates, type Updates } from "#main/hosts/electron/updates/updates.ts";
import { SILENT } from "../../../../../support/test-desk.ts";

const RELEASE = { version: "2.0.0", notes: "News", bytes: 1000 };
const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function setUp(port: Partial<UpdaterPort> = {}) {
  let kept: KeptUpdates = { channel: "stable", postponedUntilEpochMs: null };
  const done: string[] = [];
  const mail = { isGoingOut: false };
  const whole: UpdaterPort = {
    check: async (channel) => (done.push(`check ${channel}`), { type: "release", release: RELEASE }),
    download: async (onProgress) => onProgress(500),
    prepare: async () => void done.push("prepare"),
    finish: () => (done.push("finish"), "exit"),
    ...port,
  };
  const updates = createUpdates({
    version: "1.0.0",
    openUpdater: async () => whole,
    kept: { now: () => kept, change: (changes) => (kept = { ...kept, ...changes }) },
    isSendingMail: async () => mail.isGoingOut,
    closeFor: (finish) => (done.push("desk closed"), void finish()),
    clock: { nowEpochMs: () => Date.now() },
    log: SILENT,
  });
  return { updates, done, mail };
}
const settled = () => vi.advanceTimersByTimeAsync(0);
const step = (updates: Updates) => updates.view().state.step;

async function makeReady(updates: Updates) {
  updates.check();
  await settled();
  updates.download();
  await settled();
  expect(step(updates)).toBe("ready");
}

test("it looks by itself a minute after the start and then each day, and leaves alone what a person is at", async () => {
  const { updates, done } = setUp({ check: async () => (done.push("look"), { type: "none", olderVersion: null }) });
  await vi.advanceTimersByTimeAsync(59_999);
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await vi.advanceTimersByTimeAsync(2 * DAY_MS);
  expect(done).toHaveLength(3);
  expect(updates.view().state).toMatchObject({ step: "idle", olderVersion: null });
  updates.close();
  await vi.advanceTimersByTimeAsync(2 * DAY_MS);
  expect(done).toHaveLength(3);
});

test("a release that was found isn't looked for again by itself, nor fetched", async () => {
  const { updates, done } = setUp();
  await vi.advanceTimersByTimeAsync(3 * DAY_MS);
  expect(done).toEqual(["check stable"]);
  expect(step(updates)).toBe("available");
  updates.close();
});

test("it is never installed while a mail is going out; then at once, after the desk is closed", async () => {
  const { updates, done, mail } = setUp();
  await makeReady(updates);
  mail.isGoingOut = true;
  await updates.install();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([step(updates), done]).toEqual(["waiting-for-mail", ["check stable"]]);
  mail.isGoingOut = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect([step(updates), done]).toEqual(["installing", ["check stable", "prepare", "desk closed", "finish"]]);
  updates.close();
});

test("put off while it waits for mail, it doesn't come when the mail has gone", async () => {
  const { updates, done, mail } = setUp();
  await makeReady(updates);
  mail.isGoingOut = true;
  await updates.install();
  updates.postpone();
  mail.isGoingOut = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([step(updates), done]).toEqual(["ready", ["check stable"]]);
  expect(updates.view().postponedUntilEpochMs).toBe(1_000_000 + DAY_MS);
  updates.close();
});

test("an installation that nobody allows leaves the desk open, and can be tried again", async () => {
  const { updates, done } = setUp({ prepare: async () => Promise.reject(new Error("no")) });
  await makeReady(updates);
  await updates.install();
  await settled();
  expect(updates.view().state).toMatchObject({ step: "failed", isDownloaded: true });
  expect(done).not.toContain("desk closed");
  await updates.install();
  expect(step(updates)).toBe("installing");
  await settled();
  updates.close();
});

test("another channel forgets what was found of the first, and asks its own feed", async () => {
  const { updates, done } = setUp();
  await makeReady(updates);
  updates.setChannel("beta");
  expect(updates.view()).toMatchObject({ channel: "beta", state: { step: "idle", checkedAtEpochMs: null } });
  updates.check();
  expect(() => updates.setChannel("stable")).toThrow(expect.objectContaining({ code: "PD_UPDATE_NOT_NOW" }));
  expect(updates.view().channel).toBe("beta");
  await settled();
  expect(done).toEqual(["check stable", "check beta"]);
  updates.close();
});

test("who listens hears how it stands, each change, and the end", async () => {
  const { updates } = setUp();
  const stop = new AbortController();
  const heard: string[] = [];
  const listening = (async () => {
    for await (const { state } of updates.listen(stop.signal)) heard.push(state.step);
  })();
  await settled();
  updates.check();
  await settled();
  expect(heard).toEqual(["idle", "checking", "available"]);
  stop.abort();
  await listening;
  updates.close();
});

test("where there are no updates it says so from the start, and nothing can be asked", async () => {
  const updates = createUpdates({
    version: "1.0.0",
    openUpdater: async () => ({ off: "no-feed" }),
    kept: { now: () => ({ channel: "stable", postponedUntilEpochMs: null }), change: () => undefined },
    isSendingMail: async () => false,
    closeFor: () => undefined,
    clock: { nowEpochMs: () => 0 },
    log: SILENT,
  });
  await settled();
  expect(updates.view().state).toEqual({ step: "off", why: "no-feed" });
  expect(() => updates.check()).toThrow(expect.objectContaining({ code: "PD_UPDATE_NOT_NOW" }));
  updates.close();
});
