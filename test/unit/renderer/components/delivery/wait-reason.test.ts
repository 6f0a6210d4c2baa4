import { describe, expect, test } from "vitest";
import { waitReason, type WaitFacts } from "#renderer/components/delivery/wait-reason.ts";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import { OutboxItemId } from "#shared/model/ids.ts";
import { CHANNEL, health, outboxItem } from "../../features/outbox/items.ts";

const NOW = 60_000;
const failure = { code: "temporary", detail: "451 later", atEpochMs: 50_000 } as const;

const reasonOf = (change: Partial<OutboxItemView>, facts: Partial<WaitFacts> = {}) =>
  waitReason(outboxItem("a", change), { nowEpochMs: NOW, health: health(), hasMailbox: true, ...facts });

describe("[H1] why a mail waits", () => {
  test("the undo window comes first, since it is what the writer can act on", () => {
    expect(reasonOf({ notBeforeEpochMs: 61_000, waitsForId: OutboxItemId.parse("b") }, { hasMailbox: false })).toEqual({
      kind: "undo",
      untilEpochMs: 61_000,
    });
  });

  test("a chosen time is no undo window", () => {
    expect(reasonOf({ notBeforeEpochMs: 99_000, scheduled: true })).toEqual({ kind: "scheduled", atEpochMs: 99_000 });
  });

  test("the moment the window ends it waits no longer for it", () => {
    expect(reasonOf({ notBeforeEpochMs: NOW })).toEqual({ kind: "next" });
  });

  test("what is before it on the ticket goes first, whatever the network does", () => {
    expect(reasonOf({ waitsForId: OutboxItemId.parse("b") }, { health: health({ state: "offline" }) })).toEqual({
      kind: "turn",
    });
  });

  test("a channel without a mailbox is named, with the channel to go to", () => {
    expect([
      reasonOf({}, { hasMailbox: false, health: undefined }),
      reasonOf({ channelId: null }, { hasMailbox: false }),
    ]).toEqual([
      { kind: "no-mailbox", channelId: CHANNEL },
      { kind: "no-mailbox", channelId: null },
    ]);
  });

  test.each([
    ["offline", { kind: "offline", channelId: CHANNEL, sinceEpochMs: 5_000 }],
    ["refused", { kind: "refused", channelId: CHANNEL }],
    ["paused", { kind: "paused", channelId: CHANNEL }],
  ] as const)("a mailbox that is %s is the reason before an attempt that failed because of it", (state, reason) => {
    expect(reasonOf({ lastFailure: failure, retryAtEpochMs: 90_000 }, { health: health({ state }) })).toEqual(reason);
  });

  test("a server that asked for patience is asked again at a time", () => {
    expect(reasonOf({ lastFailure: failure, retryAtEpochMs: 90_000, attempts: 2 })).toEqual({
      kind: "retry",
      failure,
      atEpochMs: 90_000,
    });
  });

  test("a pause that is over is no reason any more", () => {
    expect(reasonOf({ lastFailure: failure, retryAtEpochMs: 59_000, attempts: 2 })).toEqual({ kind: "next" });
  });
});
