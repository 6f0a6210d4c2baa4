import { expect, test } from "vitest";
import { isOtherDesk } from "#renderer/state/other-desk.ts";
import type { DeskStatus } from "#shared/contract/desk.ts";

const OWN = { deskName: "Mine" } as DeskStatus;

function member(serverUrl: string, joinedAtEpochMs: number): DeskStatus {
  return { deskName: "Ours", sync: { serverUrl, joinedAtEpochMs, state: "connecting" } } as DeskStatus;
}

test("a desk is another one once its machine has joined a team, left it, or joined anew", () => {
  const ours = member("https://desk.example", 1);
  expect([
    isOtherDesk(OWN, ours),
    isOtherDesk(ours, OWN),
    isOtherDesk(ours, member("https://desk.example", 2)),
    isOtherDesk(ours, member("https://elsewhere.example", 1)),
  ]).toEqual([true, true, true, true]);
});

test("a desk is the same while only its state changes, and nothing is known of what was before the first word", () => {
  const ours = member("https://desk.example", 1);
  const synced = { ...ours, sync: { ...ours.sync, state: "synced" } } as DeskStatus;
  expect([isOtherDesk(null, OWN), isOtherDesk(OWN, { ...OWN }), isOtherDesk(ours, synced)]).toEqual([
    false,
    false,
    false,
  ]);
});
