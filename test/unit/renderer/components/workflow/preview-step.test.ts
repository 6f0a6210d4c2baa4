import { expect, test } from "vitest";
import { previewOf, writesMail } from "#renderer/components/workflow/preview/preview-step.ts";
import { STEP_KINDS, type Step, type StepType } from "#shared/automation/steps/step.ts";
import { choose, definitionOf, tag } from "../../../../support/definitions.ts";

test("[E3] a preview does one action and nothing else, whatever would keep a ticket out or come before it", () => {
  const step = tag("c") as Step;
  const filter = {
    match: "all" as const,
    parts: [{ object: "ticket", property: "subject", operator: "is" as const, value: "x" }],
  };
  const definition = definitionOf({
    filter,
    unenrolment: { on: ["ticket-closed"], filter },
    steps: [tag("a"), choose("b", { vip: [step], new: [] })],
  });
  expect(previewOf(definition, step)).toEqual({
    ...definition,
    filter: { match: "all", parts: [] },
    unenrolment: { on: [], filter: null },
    steps: [step],
  });
});

test("[E3] kinds that write a mail have a preview", () => {
  const types = Object.keys(STEP_KINDS) as StepType[];
  expect(types.filter((type) => writesMail({ type } as never))).toEqual(["send-email", "send-internal-email"]);
});
