import { describe, expect, test } from "vitest";
import { csvOf } from "#renderer/components/csv.ts";
import { filtered, NO_FILTER, rowsOf, totalsByStep } from "#renderer/features/workflows/replay/rows.ts";
import type { ReplayDifference } from "#shared/contract/explanations/replay.ts";
import { StepId, TicketId } from "#shared/model/ids.ts";

const effect = (stepId: string, atEpochMs: number) => ({
  stepId: StepId.parse(stepId),
  atEpochMs,
  body: { type: "workflow.acted", action: "note", about: stepId } as const,
});
const difference = (number: number, subject: string, changes: Partial<ReplayDifference>): ReplayDifference => ({
  ticketId: TicketId.parse(`t${String(number)}`),
  number,
  subject,
  kind: "would",
  would: null,
  did: null,
  ...changes,
});
const DIFFERENCES = [
  difference(1, "VIP boots", { would: effect("mail", 10) }),
  difference(2, "Socks", { kind: "did", did: effect("mail", 20) }),
  difference(12, "Boots again", { kind: "moved", would: effect("close", 30), did: effect("close", 35) }),
];
const ROWS = rowsOf(DIFFERENCES, { step: (id, side) => `${id} (${side})`, what: () => "note" });

describe("[F10] what a replay found, as a table", () => {
  test("has a row for each effect, told by the side that has it, with both times of what was moved", () => {
    expect(ROWS.map(({ number, step, atEpochMs, didAtEpochMs }) => [number, step, atEpochMs, didAtEpochMs])).toEqual([
      [1, "mail (would)", 10, null],
      [2, "mail (did)", 20, null],
      [12, "close (would)", 30, 35],
    ]);
  });

  test("is filtered by kind, by step and by words of the ticket, all of them together", () => {
    const numbers = (filter: Partial<typeof NO_FILTER>) =>
      filtered(ROWS, { ...NO_FILTER, ...filter }).map(({ number }) => number);
    expect([
      numbers({}),
      numbers({ kind: "did" }),
      numbers({ stepId: "mail" }),
      numbers({ ticket: " boots " }),
      numbers({ ticket: "#1" }),
      numbers({ ticket: "boots again" }),
      numbers({ ticket: "boots", stepId: "mail" }),
    ]).toEqual([[1, 2, 12], [2], [1, 2], [1, 12], [1, 12], [12], [1]]);
  });

  test("sums up by step, most first", () => {
    expect(totalsByStep(ROWS).map(({ stepId, would, did, moved }) => [stepId, would, did, moved])).toEqual([
      ["mail", 1, 1, 0],
      ["close", 0, 0, 1],
    ]);
  });
});

test("a file for spreadsheets quotes what has to be, and what a customer wrote is never a formula", () => {
  expect(
    csvOf(
      ["Number", "Subject"],
      [
        [1, 'He said "no", twice\nthen left'],
        [null, "=HYPERLINK(1)"],
        [-2, "-5"],
      ],
    ),
  ).toBe(`\uFEFFNumber,Subject\r\n1,"He said ""no"", twice\nthen left"\r\n,'=HYPERLINK(1)\r\n-2,'-5\r\n`);
});
