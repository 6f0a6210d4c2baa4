import { expect, test } from "vitest";
import { fitting } from "#renderer/features/workflows/test/use-dry-run.ts";
import { definitionOf, tag } from "../../../../../support/definitions.ts";

test("[F10] what was chosen for steps that are gone or of another kind now is not asked for", () => {
  const wait = { id: "wait", type: "wait-for", duration: { amount: 1, unit: "hours" } };
  const lots = {
    id: "lots",
    type: "branch-random",
    arms: [{ id: "a", name: "A", weight: 1, steps: [] }],
    otherwise: [],
  };
  const definition = definitionOf({ steps: [tag("tag"), wait, lots] });
  expect(
    fitting(definition, {
      exits: { tag: "failed", wait: "completed", gone: "failed", lots: "failed" },
      arms: { lots: "a", tag: "a", gone: "a" },
    }),
  ).toEqual({ exits: { tag: "failed", wait: "completed" }, arms: { lots: "a" } });
});
