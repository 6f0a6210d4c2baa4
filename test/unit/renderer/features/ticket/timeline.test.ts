import { describe, expect, test } from "vitest";
import { buildTimeline } from "#renderer/features/ticket/timeline/timeline.ts";
import { firstUnread, foldedCounts, openAtFirst, shownFrom } from "#renderer/features/ticket/timeline/folding.ts";
import { MAX_OPEN_AT_FIRST, MIN_FOLDED, OLDER_CHUNK, SHOWN_AT_FIRST } from "#renderer/features/ticket/limits.ts";
import {
  activity,
  answer,
  at,
  byAnna,
  byChannel,
  byRule,
  changed,
  CLOSED,
  message,
  moved,
  NEW,
  note,
  received,
} from "./fixtures.ts";

const created = activity("a0", 10, byChannel, { type: "ticket.created", at: at(NEW), subject: "Lamp" });

describe("the timeline", () => {
  test("is in the order in which things happened; at one moment the creation, the mail, then what followed from it", () => {
    const messages = [message("m2", 20), message("m1", 10)];
    const activities = [
      changed("a4", 20, byRule("C2"), "closedAtEpochMs", 5, null),
      moved("a3", 20, byRule("D6"), CLOSED, NEW),
      created,
    ];
    expect(buildTimeline(messages, activities).map((entry) => entry.key)).toEqual(["a0", "m1", "m2", "a3", "a4"]);
  });

  test("tells a mail once, with its activity beside it", () => {
    const own = received("a1", 10, "m1", { kind: "new-conversation", rule: "B1" });
    expect(buildTimeline([message("m1", 10)], [own])).toEqual([
      { kind: "message", key: "m1", atEpochMs: 10, message: message("m1", 10), activity: own },
    ]);
  });

  test("leaves out what only follows from the line above it", () => {
    const close = changed("a1", 10, byRule("C1"), "closedAtEpochMs", null, 10);
    expect(
      buildTimeline([], [close, changed("a2", 10, byRule("C6"), "timeToCloseMs", null, 0)]).map(({ key }) => key),
    ).toEqual(["a1"]);
  });
});

describe("what is unread", () => {
  const entries = buildTimeline([message("m1", 10), answer("m2", 20), message("m3", 30), message("m4", 40)], []);

  test("nothing in a ticket that has been read", () => {
    expect(firstUnread(entries, false, 5)).toBeNull();
  });

  test.each([
    ["after the last look", 35, "m4"],
    ["after the last look, long ago", 5, "m1"],
    ["after our own last word, where nobody knows when it was looked at", undefined, "m3"],
    ["the newest mail, where the mark is newer than any mail", 100, "m4"],
  ])("%s", (_when, lastSeen, key) => {
    expect(firstUnread(entries, true, lastSeen)).toBe(key);
  });
});

describe("what is open at first", () => {
  const entries = buildTimeline([message("m1", 10), note("n1", 15), message("m2", 20), message("m3", 30)], []);

  test("the last message, and every note", () => {
    expect([...openAtFirst(entries, null)].toSorted()).toEqual(["m3", "n1"]);
  });

  test("everything from the first unread on", () => {
    expect([...openAtFirst(entries, "m2")].toSorted()).toEqual(["m2", "m3", "n1"]);
  });

  test("after a long absence the first unread and the last only", () => {
    const many = buildTimeline(
      Array.from({ length: MAX_OPEN_AT_FIRST + 1 }, (_, index) => message(`m${index}`, index)),
      [],
    );
    expect([...openAtFirst(many, "m0")]).toEqual(["m0", `m${MAX_OPEN_AT_FIRST}`]);
  });
});

describe("folding", () => {
  const total = 500;
  const entries = buildTimeline(
    Array.from({ length: total }, (_, index) => message(`m${index}`, index)),
    [moved("a", 3.5, byAnna, NEW, CLOSED)],
  );

  test("of a long thread the end is shown", () => {
    const from = shownFrom(entries, null, 0);
    expect(from).toBe(total + 1 - SHOWN_AT_FIRST);
    expect(foldedCounts(entries.slice(0, from))).toEqual({ messages: from - 1, changes: 1 });
  });

  test("the first unread is shown with what stands before it", () => {
    expect(entries[shownFrom(entries, "m100", 0)]?.key).toBe("m98");
  });

  test("each press shows more, until everything is shown", () => {
    expect(shownFrom(entries, null, 1)).toBe(total + 1 - SHOWN_AT_FIRST - OLDER_CHUNK);
    expect(shownFrom(entries, null, 5)).toBe(0);
  });

  test("a fold that would hide little hides nothing", () => {
    expect(shownFrom(entries.slice(0, SHOWN_AT_FIRST + MIN_FOLDED - 1), null, 0)).toBe(0);
    expect(shownFrom(entries.slice(0, SHOWN_AT_FIRST + MIN_FOLDED), null, 0)).toBe(MIN_FOLDED);
  });
});
