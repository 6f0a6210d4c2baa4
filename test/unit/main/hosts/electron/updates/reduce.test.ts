import { expect, test } from "vitest";
import { fits, reduce, type UpdateEvent } from "#main/hosts/electron/updates/reduce.ts";
import type { UpdateState } from "#shared/contract/desktop/updates.ts";

const RELEASE = { version: "2.0.0", notes: "", bytes: 100 };
const STATES: readonly UpdateState[] = [
  { step: "off", why: "no-feed" },
  { step: "idle", checkedAtEpochMs: null, olderVersion: null },
  { step: "checking" },
  { step: "available", release: RELEASE },
  { step: "downloading", release: RELEASE, doneBytes: 1 },
  { step: "ready", release: RELEASE },
  { step: "waiting-for-mail", release: RELEASE },
  { step: "installing", release: RELEASE },
  { step: "failed", why: "offline", detail: "", release: null, isDownloaded: false },
  { step: "failed", why: "wrong-checksum", detail: "", release: RELEASE, isDownloaded: false },
  { step: "failed", why: "not-installed", detail: "", release: RELEASE, isDownloaded: true },
];
const EVENTS: readonly UpdateEvent[] = [
  { type: "off", why: "no-feed" },
  { type: "check" },
  { type: "found", release: RELEASE },
  { type: "none", atEpochMs: 5, olderVersion: "1.0.0" },
  { type: "download" },
  { type: "progress", doneBytes: 50 },
  { type: "downloaded" },
  { type: "install", isSendingMail: true },
  { type: "install", isSendingMail: false },
  { type: "postpone" },
  { type: "channel" },
  { type: "failed", why: "offline", detail: "x".repeat(1000) },
];

const nameOf = (state: UpdateState) =>
  state.step === "failed"
    ? `failed(${state.release === null ? "" : "release"}${state.isDownloaded ? ",here" : ""})`
    : state.step;

test("which event leads where, and all the others are refused", () => {
  const table = STATES.flatMap((state) =>
    EVENTS.filter((event) => fits(state, event)).map((event) => {
      const kind = event.type === "install" ? `install${event.isSendingMail ? "(sending)" : ""}` : event.type;
      return `${nameOf(state)} + ${kind} = ${nameOf(reduce(state, event))}`;
    }),
  );
  expect(table).toMatchInlineSnapshot(`
    [
      "idle + off = off",
      "idle + check = checking",
      "idle + channel = idle",
      "checking + off = off",
      "checking + found = available",
      "checking + none = idle",
      "checking + failed = failed()",
      "available + check = checking",
      "available + download = downloading",
      "available + postpone = available",
      "available + channel = idle",
      "downloading + progress = downloading",
      "downloading + downloaded = ready",
      "downloading + failed = failed(release)",
      "ready + install(sending) = waiting-for-mail",
      "ready + install = installing",
      "ready + postpone = ready",
      "ready + channel = idle",
      "waiting-for-mail + install(sending) = waiting-for-mail",
      "waiting-for-mail + install = installing",
      "waiting-for-mail + postpone = ready",
      "waiting-for-mail + channel = idle",
      "installing + failed = failed(release,here)",
      "failed() + check = checking",
      "failed() + postpone = failed()",
      "failed() + channel = idle",
      "failed(release) + check = checking",
      "failed(release) + download = downloading",
      "failed(release) + postpone = failed(release)",
      "failed(release) + channel = idle",
      "failed(release,here) + check = checking",
      "failed(release,here) + install(sending) = waiting-for-mail",
      "failed(release,here) + install = installing",
      "failed(release,here) + postpone = failed(release,here)",
      "failed(release,here) + channel = idle",
    ]
  `);
  for (const state of STATES)
    for (const event of EVENTS)
      if (!fits(state, event))
        expect(() => reduce(state, event)).toThrow(expect.objectContaining({ code: "PD_UPDATE_NOT_NOW" }));
});

test("a detail is cut, and what was found is kept through a failure", () => {
  const failed = reduce(
    { step: "downloading", release: RELEASE, doneBytes: 1 },
    { type: "failed", why: "offline", detail: "x".repeat(1000) },
  );
  expect(failed).toEqual({
    step: "failed",
    why: "offline",
    detail: "x".repeat(300),
    release: RELEASE,
    isDownloaded: false,
  });
});
