import { expect, test } from "vitest";
import type { Activity } from "#shared/model/activity.ts";
import { EventId, PipelineId, StageId, TicketId, UserId } from "#shared/model/ids.ts";
import { madeApart } from "#shared/rules/rivals/apart.ts";

const [ADA, BO] = [UserId.parse("u_ada"), UserId.parse("u_bo")];
type Given = {
  readonly by?: Activity["cause"] | UserId;
  readonly stamp: string;
  readonly body?: Activity["body"];
  readonly base?: Activity["base"];
};

function activity(id: string, { by = ADA, stamp, body, base }: Given): Activity {
  return {
    id: EventId.parse(id),
    ticketId: TicketId.parse("t1"),
    atEpochMs: 1,
    stamp,
    cause: typeof by === "string" ? { kind: "user", userId: by } : by,
    body: body ?? priority(null, "high"),
    ...(base === undefined ? {} : { base }),
  };
}

function priority(from: string | null, to: string): Activity["body"] {
  return { type: "ticket.property-changed", property: "priority", from, to };
}

function moved(to: string): Activity["body"] {
  const pipelineId = PipelineId.parse("p1");
  const place = (stage: string) => ({ pipelineId, stageId: StageId.parse(stage) });
  return { type: "ticket.stage-changed", from: place("s1"), to: place(to) };
}

const SEEN = { priority: "001" };
const first = activity("e1", { stamp: "010", base: SEEN });
const second = activity("e2", { by: BO, stamp: "020", base: SEEN, body: priority(null, "low") });

test("[H3] two people changed one property of what both had seen: the later one by its stamp counts, in whatever order they came", () => {
  const told = [
    {
      earlier: { activityId: "e1", userId: ADA, made: { kind: "property", property: "priority", to: "high" } },
      later: { activityId: "e2", userId: BO, made: { kind: "property", property: "priority", to: "low" } },
    },
  ];
  expect(madeApart([first, second])).toEqual(told);
  expect(madeApart([second, first])).toEqual(told);
});

test("[H3] who had seen the other's change made it over, and nothing is told", () => {
  expect(madeApart([first, { ...second, base: { priority: "010" } }])).toEqual([]);
});

test("a desk of one's own, an automation, and the same person twice know of each other", () => {
  expect(
    madeApart([
      { ...first, base: undefined },
      { ...second, base: undefined },
    ] as Activity[]),
  ).toEqual([]);
  expect(madeApart([first, { ...second, cause: { kind: "rule", rule: "D4" } }])).toEqual([]);
  expect(madeApart([first, { ...second, cause: { kind: "user", userId: ADA } }])).toEqual([]);
});

test("what both made the same needs no words, and a list loses nothing", () => {
  expect(madeApart([first, { ...second, body: priority(null, "high") }])).toEqual([]);
  const tags = (to: string[]): Activity["body"] => ({
    type: "ticket.property-changed",
    property: "tags",
    from: [],
    to,
  });
  const base = { "tags+urgent": "" };
  expect(
    madeApart([
      activity("e1", { stamp: "010", base, body: tags(["urgent"]) }),
      activity("e2", { by: BO, stamp: "020", base, body: tags(["urgent", "late"]) }),
    ]),
  ).toEqual([]);
});

test("[H3] two moves from one status are told, each later one with the nearest before it", () => {
  const base = { stageId: "001" };
  const moves = [
    activity("e1", { stamp: "010", base, body: moved("s2") }),
    activity("e2", { stamp: "020", by: BO, base, body: moved("s3") }),
    activity("e3", { stamp: "030", by: UserId.parse("u_cleo"), base, body: moved("s2") }),
  ];
  expect(madeApart(moves).map(({ earlier, later }) => [earlier.activityId, later.activityId])).toEqual([
    ["e1", "e2"],
    ["e2", "e3"],
  ]);
});
