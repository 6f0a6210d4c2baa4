import { expect, test } from "vitest";
import { validateDefinition, type DefinitionContext } from "#shared/automation/validate/validate.ts";
import { triggers } from "#shared/automation/triggers/firing.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import { EventId } from "#shared/model/ids.ts";
import { definitionOf } from "../../../../support/definitions.ts";

const desk: DefinitionContext = { has: (kind, id) => id === `${kind}-1`, hasStage: () => true, pipelineId: null };

type Change = { property: string | null; from?: unknown; to?: unknown };

const issuesOf = (change: Change) =>
  validateDefinition(definitionOf({ triggers: [{ id: "t1", type: "property-changed", ...change }] }), desk).map(
    ({ path, key, about }) => `${path} ${key} ${about}`,
  );

test.each<[string, Change]>([
  ["triggers.0.to unknown-value colour", { property: "priority", to: "colour" }],
  ["triggers.0.to unknown-value 5", { property: "priority", to: 5 }],
  ["triggers.0.from unknown-value colour", { property: "priority", from: "colour" }],
  ["triggers.0.to unknown-value user-9", { property: "ownerId", to: "user-9" }],
  ["triggers.0.to unknown-value soon", { property: "dueAtEpochMs", to: "soon" }],
  ["triggers.0.to unknown-value true", { property: "subject", to: true }],
  ["triggers.0.to unknown-value high", { property: null, to: "high" }],
])("[F3] a trigger that can never fire is refused: %s", (issue, change) => {
  expect(issuesOf(change)).toEqual([issue]);
});

test.each<[Change]>([
  [{ property: "priority", from: "low", to: "high" }],
  [{ property: "priority", to: null }],
  [{ property: "ownerId", from: "user-9", to: "user-1" }],
  [{ property: "tags", to: "vip" }],
  [{ property: "dueAtEpochMs", to: 5 }],
])("[F3] and one that can is not: %j", (change) => {
  expect(issuesOf(change)).toEqual([]);
});

test.each<[boolean, Change, string[], string[]]>([
  [true, { property: "tags", to: "vip" }, [], ["VIP"]],
  [false, { property: "tags", to: "vip" }, ["VIP"], ["VIP", "new"]],
  [false, { property: "tags", to: "vip" }, ["vip"], []],
  [true, { property: "tags", from: "vip" }, ["vip", "new"], ["new"]],
  [false, { property: "tags", from: "vip" }, ["new"], ["vip", "new"]],
])("[F2] a tag that came or went: %s for %j, %j → %j", (fires, change, from, to) => {
  const [trigger] = definitionOf({ triggers: [{ id: "t1", type: "property-changed", ...change }] }).triggers;
  if (!trigger) throw new Error("It has one.");
  const event: TicketEvent = {
    id: EventId.parse("e1"),
    atEpochMs: 1,
    stamp: "1",
    cause: { kind: "import", source: "" },
    depth: 0,
    body: { type: "ticket.property-changed", property: "tags", from, to },
  };
  expect(triggers(trigger, event, { source: "email" })).toBe(fires);
});
