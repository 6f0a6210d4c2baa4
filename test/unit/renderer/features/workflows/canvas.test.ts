import { describe, expect, test } from "vitest";
import { flowGraphOf, TRIGGERS_ID, type FlowGraph } from "#renderer/components/workflow/editor/flow-graph.ts";
import { KIND_ICONS } from "#renderer/components/workflow/KindIcon.tsx";
import { firstView, layoutOf, SIZES } from "#renderer/features/workflows/canvas/layout.ts";
import { walk } from "#renderer/features/workflows/canvas/walk.ts";
import { insertSteps } from "#shared/automation/edit-steps/edit.ts";
import { applyToSteps } from "#shared/automation/edit-steps/operation.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";
import { STEP_KINDS, type Step } from "#shared/automation/steps/step.ts";
import { TRIGGER_KINDS } from "#shared/automation/triggers/trigger.ts";
import { choose, definitionOf, tag } from "../../../../support/definitions.ts";

const stepsOf = (...steps: readonly unknown[]) => definitionOf({ steps }).steps;
const STEPS = stepsOf(
  tag("a"),
  choose("b", { vip: [tag("c"), { id: "j", type: "go-to", stepId: "f" }], new: [] }, [choose("g", { x: [tag("h")] })]),
  tag("f"),
);
const GRAPH = flowGraphOf(STEPS);

test("[E8] every line with a + puts a step exactly between the boxes that it joins", () => {
  const [made] = stepsOf(tag("made"));
  if (made === undefined) throw new Error("One step.");
  const places = GRAPH.edges.filter(({ place }) => place !== null);
  for (const { from, to, place } of places) {
    if (place === null) continue;
    const edit = insertSteps(STEPS, [made], place);
    if (edit.kind !== "edit") throw new Error(edit.reason);
    const after = edit.operations.reduce<Step[]>(
      (steps, operation) => (operation.kind === "set" ? steps : applyToSteps(steps, operation).steps),
      STEPS,
    );
    const lines = flowGraphOf(after).edges.filter((edge) => edge.kind !== "jump");
    expect([lines.find((line) => line.to === "made")?.from, lines.find((line) => line.from === "made")?.to]).toEqual([
      from,
      to,
    ]);
    expect(findStep(after, "made")).toBe(made);
  }
  // Beginning and end of all five lists, and between their steps.
  expect(places).toHaveLength(13);
});

test("what no run comes along is drawn as that, and a jump leads to its target", () => {
  const told = (kind: string) => GRAPH.edges.filter((edge) => edge.kind === kind).map(({ id }) => id);
  expect([told("dead"), told("jump")]).toEqual([["j>b/join"], ["j>>f"]]);
});

describe("the layout", () => {
  const boxes = (graph: FlowGraph) => {
    const positions = layoutOf(graph);
    return graph.nodes.map((node) => ({
      id: node.id,
      ...(positions.get(node.id) ?? { x: Number.NaN, y: Number.NaN }),
      ...SIZES[node.kind],
    }));
  };
  const nested = (depth: number): unknown =>
    depth === 0
      ? tag("deep")
      : choose(`n${depth}`, { one: [nested(depth - 1)], two: [tag(`t${depth}`)] }, [tag(`o${depth}`)]);

  test.each([
    ["a workflow with nothing in it", flowGraphOf([])],
    ["branches in branches", flowGraphOf(stepsOf(tag("a"), nested(6), tag("z")))],
    ["all kinds of arms", GRAPH],
  ])("of %s has no box over another, and each below those that lead to it", (_name, graph) => {
    const placed = boxes(graph);
    const overlapping = placed.filter((one, index) =>
      placed.some(
        (other, at) =>
          at > index &&
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      ),
    );
    const yOf = new Map(placed.map(({ id, y }) => [id, y]));
    const upwards = graph.edges.filter(
      ({ kind, from, to }) => kind !== "jump" && !((yOf.get(from) ?? 0) < (yOf.get(to) ?? 0)),
    );
    expect([overlapping, upwards]).toEqual([[], []]);
  });

  test("leaves what lies above an edit where it is", () => {
    const before = layoutOf(flowGraphOf(stepsOf(tag("a"), tag("b"))));
    const after = layoutOf(flowGraphOf(stepsOf(tag("a"), tag("b"), nested(3))));
    expect(["a", "b", TRIGGERS_ID].map((id) => after.get(id))).toEqual(
      ["a", "b", TRIGGERS_ID].map((id) => before.get(id)),
    );
  });

  test("at first shows all where it can be read, else its beginning", () => {
    const frame = { width: 1000, height: 700 };
    const long = flowGraphOf(stepsOf(...Array.from({ length: 40 }, (_, index) => tag(`s${index}`))));
    expect([
      firstView(flowGraphOf([]), layoutOf(flowGraphOf([])), frame),
      firstView(long, layoutOf(long), frame),
    ]).toEqual([
      { x: 500, y: 32, zoom: 1 },
      { x: 500, y: 32, zoom: 0.75 },
    ]);
  });
});

test("arrow keys go along the lines, into the first arm, and across from arm to arm", () => {
  const down = (from: string) => walk(GRAPH, from, "down");
  const up = (from: string) => walk(GRAPH, from, "up");
  const right = (from: string) => walk(GRAPH, from, "right");
  const left = (from: string) => walk(GRAPH, from, "left");
  expect({
    down: [down(TRIGGERS_ID), down("a"), down("b"), down("b/arm/vip"), down("j"), down("f")],
    up: [up("f"), up("c"), up("b/arm/vip"), up("a"), up(TRIGGERS_ID)],
    right: [right("c"), right("b/arm/vip"), right("b/arm/new"), right("b/otherwise"), right("a")],
    left: [left("h"), left("b/otherwise"), left("b/arm/vip")],
  }).toEqual({
    down: ["a", "b", "b/arm/vip", "c", "f", "f"],
    up: ["j", "b/arm/vip", "b", TRIGGERS_ID, TRIGGERS_ID],
    right: ["b/arm/new", "b/arm/new", "b/otherwise", "b/otherwise", "a"],
    left: ["b/arm/new", "b/arm/new", "b/arm/vip"],
  });
});

test("every kind's icon is on the canvas", () => {
  const named = [...Object.values(STEP_KINDS), ...Object.values(TRIGGER_KINDS)].map(({ icon }) => icon);
  expect(named.filter((icon) => !Object.hasOwn(KIND_ICONS, icon))).toEqual([]);
});
