import { describe, expect, test } from "vitest";
import { EventId, MessageId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import { derivedId, idBeside, momentOfId, outboxItemIdOf, runIdOf, timedId } from "#main/desk/derived-ids.ts";

const AT = Date.UTC(2026, 4, 4, 9);

describe("[H4] an id that follows from what it names", () => {
  test("is the same each time, and another for anything else", () => {
    expect(derivedId("c", "a", "b")).toBe(derivedId("c", "a", "b"));
    expect(timedId("m", AT, "a", "b")).toBe(timedId("m", AT, "a", "b"));
    const others = [derivedId("c", "ab"), derivedId("c", "a", "b"), derivedId("c", "", "ab"), derivedId("c", "b", "a")];
    expect(new Set(others).size).toBe(others.length);
    // Where parts end is told by bytes, not by characters.
    expect(derivedId("c", "é", "x")).not.toBe(derivedId("c", "e", "\u0301x"));
  });

  test("begins with its moment where it has one: later ones sort behind", () => {
    const ids = [AT - 1, AT, AT + 1, AT + 86_400_000].map((atEpochMs) => timedId("e", atEpochMs, "same"));
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.map(momentOfId)).toEqual([AT - 1, AT, AT + 1, AT + 86_400_000]);
    expect(new Set(ids.map(({ length }) => length)).size).toBe(1);
  });

  test.each([
    ["before 1970", -5, 0],
    ["no number", Number.NaN, 0],
    ["a part of a millisecond", AT + 0.7, AT],
    ["after what fits", Number.MAX_SAFE_INTEGER, 16 ** 11 - 1],
    ["for ever", Number.POSITIVE_INFINITY, 16 ** 11 - 1],
  ])("a moment %s counts as the nearest", (_, given, moment) => {
    expect(momentOfId(timedId("e", given, "x"))).toBe(moment);
  });

  test.each([
    derivedId("m", "x"),
    "m_018f",
    "",
    "workflow-pipeline-support-d1",
    `m_${"g".repeat(35)}`,
    `M_${"0".repeat(35)}`,
  ])("an id of another kind begins with no moment: %s", (id) => {
    expect(momentOfId(id)).toBeUndefined();
  });
});

describe("[H4] an id of what belongs to another document", () => {
  const timed = timedId("e", AT, "x");
  const old = derivedId("e", "x");

  test("begins with that one's moment", () => {
    expect(momentOfId(idBeside("c", timed, "side"))).toBe(AT);
    expect(idBeside("c", timed, "side")).not.toBe(idBeside("c", timed, "other"));
  });

  test("is what the version before gave, where that one begins with none", () => {
    expect(idBeside("c", old, "side")).toBe(derivedId("c", old, "side"));
  });

  test("of a run is its event's, of a place in the outbox its message's", () => {
    const [workflowId, ticketId] = [WorkflowId.parse("w"), TicketId.parse("t")];
    expect(runIdOf(workflowId, ticketId, EventId.parse(timed))).toBe(idBeside("r", timed, "w", "t"));
    expect(runIdOf(workflowId, ticketId, EventId.parse(old))).toBe(derivedId("r", old, "w", "t"));
    expect(outboxItemIdOf(MessageId.parse(timedId("m", AT, "x")))).toBe(idBeside("o", timedId("m", AT, "x")));
  });
});
