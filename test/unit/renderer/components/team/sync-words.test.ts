import { expect, test } from "vitest";
import { errorWords, stoppedWords, syncLabel, waitingSentence } from "#renderer/components/team/sync-words.ts";
import type { SyncView } from "#shared/contract/membership.ts";
import { createTranslate } from "#shared/i18n/index.ts";

const t = createTranslate("en");
const SYNCED: SyncView = {
  serverUrl: "https://desk.example",
  deskName: "Boots",
  joinedAtEpochMs: 1,
  scope: { closedSinceEpochMs: null },
  state: "synced",
  sinceEpochMs: 2,
  waiting: 0,
  fetched: null,
  brought: null,
  errorCode: null,
  clockAheadMs: null,
  refused: 0,
  fileBudgetBytes: 0,
  fileBytes: 0,
};

test("the top bar says what a person has to know, the worst first", () => {
  expect(
    [
      SYNCED,
      { ...SYNCED, state: "busy", waiting: 2 } as const,
      { ...SYNCED, state: "busy", waiting: 0 } as const,
      { ...SYNCED, state: "offline", waiting: 0 } as const,
      { ...SYNCED, state: "offline", waiting: 1, refused: 3 } as const,
      { ...SYNCED, state: "offline", waiting: null } as const,
      { ...SYNCED, refused: 3 },
      { ...SYNCED, state: "stopped", waiting: 4, refused: 3 } as const,
    ].map((sync) => syncLabel(sync, t)),
  ).toEqual([
    "Synced",
    "2 changes wait",
    "Syncing …",
    "Offline",
    "Offline · 1 change waits",
    "Offline · Many changes wait",
    "3 changes were not taken",
    "Sync stopped",
  ]);
});

test("what waits is counted, unless it is more than was counted", () => {
  expect([0, 1, null].map((waiting) => waitingSentence(waiting, t))).toEqual([
    t("team.state.waitingNone"),
    "1 change waits here, and is not lost.",
    t("team.state.waitingHereMany"),
  ]);
});

test("why syncing stopped comes with what to do, and for a token that is no longer known that alone", () => {
  expect(stoppedWords("PD_SYNC_VERSION", t)).toEqual([t("error.PD_SYNC_VERSION"), t("team.stopped.PD_SYNC_VERSION")]);
  expect(stoppedWords("PD_ACCESS_TOKEN", t)).toEqual([t("team.stopped.PD_ACCESS_TOKEN")]);
  expect(stoppedWords("PD_SYNC_MESSAGE", t)).toEqual([t("error.PD_SYNC_MESSAGE")]);
  expect(stoppedWords(null, t)).toEqual([]);
});

test("an error that a newer core tells is an unexpected one here", () => {
  expect(errorWords("PD_OF_TOMORROW", t)).toBe(t("error.PD_INTERNAL"));
  expect(errorWords("toString", t)).toBe(t("error.PD_INTERNAL"));
});
