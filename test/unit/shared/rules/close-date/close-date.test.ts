import { describe, expect, it } from "vitest";
import { closeDateAfter, timeToClose } from "#shared/rules/close-date/close-date.ts";

const CREATED = 1_000;
const BEFORE = 4_000;
const NOW = 9_000;
const ON = { setOnClose: true, clearOnReopen: true };
const dates = { createdAtEpochMs: CREATED, nowEpochMs: NOW };

describe("close date", () => {
  it("[C1] a move into a closed stage sets the close date to now", () => {
    expect(
      closeDateAfter({ ...dates, switches: ON, fromKind: "open", toKind: "closed", closedAtEpochMs: null }),
    ).toEqual({
      closedAtEpochMs: NOW,
      timeToCloseMs: NOW - CREATED,
      rule: "C1",
    });
  });

  it("[C1] replaces a date that somebody had set while the ticket was open", () => {
    expect(
      closeDateAfter({ ...dates, switches: ON, fromKind: "open", toKind: "closed", closedAtEpochMs: BEFORE }),
    ).toEqual({
      closedAtEpochMs: NOW,
      timeToCloseMs: NOW - CREATED,
      rule: "C1",
    });
  });

  it("[C2] a move from a closed to an open stage clears it", () => {
    expect(
      closeDateAfter({ ...dates, switches: ON, fromKind: "closed", toKind: "open", closedAtEpochMs: BEFORE }),
    ).toEqual({
      closedAtEpochMs: null,
      timeToCloseMs: null,
      rule: "C2",
    });
  });

  it("[C2] is not named as the cause where there was no date to clear", () => {
    expect(
      closeDateAfter({ ...dates, switches: ON, fromKind: "closed", toKind: "open", closedAtEpochMs: null }),
    ).toEqual({
      closedAtEpochMs: null,
      timeToCloseMs: null,
      rule: null,
    });
  });

  it("[C3] with setting switched off, closing leaves the date as it is", () => {
    const switches = { setOnClose: false, clearOnReopen: true };
    const closing = { ...dates, switches, fromKind: "open", toKind: "closed" } as const;
    expect(closeDateAfter({ ...closing, closedAtEpochMs: null })).toEqual({
      closedAtEpochMs: null,
      timeToCloseMs: null,
      rule: null,
    });
    expect(closeDateAfter({ ...closing, closedAtEpochMs: BEFORE })).toEqual({
      closedAtEpochMs: BEFORE,
      timeToCloseMs: BEFORE - CREATED,
      rule: null,
    });
    expect(closeDateAfter({ ...closing, fromKind: "closed", toKind: "open", closedAtEpochMs: BEFORE }).rule).toBe("C2");
  });

  it("[C3] with clearing switched off, reopening leaves the date as it is", () => {
    const switches = { setOnClose: true, clearOnReopen: false };
    const reopening = { ...dates, switches, fromKind: "closed", toKind: "open" } as const;
    expect(closeDateAfter({ ...reopening, closedAtEpochMs: BEFORE })).toEqual({
      closedAtEpochMs: BEFORE,
      timeToCloseMs: BEFORE - CREATED,
      rule: null,
    });
    expect(closeDateAfter({ ...reopening, fromKind: "open", toKind: "closed", closedAtEpochMs: null }).rule).toBe("C1");
  });

  it("[C4] closed to another closed stage leaves the date", () => {
    expect(
      closeDateAfter({ ...dates, switches: ON, fromKind: "closed", toKind: "closed", closedAtEpochMs: BEFORE }),
    ).toEqual({
      closedAtEpochMs: BEFORE,
      timeToCloseMs: BEFORE - CREATED,
      rule: null,
    });
  });

  it("[C4] open to another open stage leaves a date that was set by hand", () => {
    expect(
      closeDateAfter({ ...dates, switches: ON, fromKind: "open", toKind: "open", closedAtEpochMs: BEFORE }),
    ).toEqual({
      closedAtEpochMs: BEFORE,
      timeToCloseMs: BEFORE - CREATED,
      rule: null,
    });
  });

  it("[C4] creation straight in a closed stage counts as C1, in an open stage as nothing", () => {
    const creation = {
      switches: ON,
      fromKind: null,
      closedAtEpochMs: null,
      createdAtEpochMs: NOW,
      nowEpochMs: NOW,
    } as const;
    expect(closeDateAfter({ ...creation, toKind: "closed" })).toEqual({
      closedAtEpochMs: NOW,
      timeToCloseMs: 0,
      rule: "C1",
    });
    expect(closeDateAfter({ ...creation, toKind: "open" })).toEqual({
      closedAtEpochMs: null,
      timeToCloseMs: null,
      rule: null,
    });
    expect(closeDateAfter({ ...creation, toKind: "closed", switches: { ...ON, setOnClose: false } }).rule).toBeNull();
  });

  it("[C5] date, time to close and rule come as one answer, so that one write can hold them", () => {
    expect(
      Object.keys(
        closeDateAfter({ ...dates, switches: ON, fromKind: "open", toKind: "closed", closedAtEpochMs: null }),
      ).toSorted(),
    ).toEqual(["closedAtEpochMs", "rule", "timeToCloseMs"]);
  });

  it("[C6] time to close is close date minus create date", () => {
    expect([timeToClose(CREATED, BEFORE), timeToClose(CREATED, null), timeToClose(BEFORE, CREATED)]).toEqual([
      3_000,
      null,
      -3_000,
    ]);
  });
});
