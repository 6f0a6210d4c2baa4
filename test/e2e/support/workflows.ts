import type { WorkflowView } from "#shared/contract/workflows.ts";
import { definitionOf } from "../../support/definitions.ts";
import type { TestDesk } from "../../support/desk-process.ts";

/** Part of a definition, as a program writes it. */
export type Json = Readonly<Record<string, unknown>>;

/** A workflow that is on, for tickets that a person made unless said otherwise; its steps get the ids s1, s2 and so on. */
export async function makeWorkflow(
  { rest }: TestDesk,
  name: string,
  steps: readonly Json[],
  changes: Json = {},
): Promise<string> {
  const definition = definitionOf({
    sources: ["manual"],
    steps: steps.map((step, position) => ({ id: `s${position + 1}`, ...step })),
    ...changes,
  });
  return (await rest.send<WorkflowView>("POST", "/workflows", { name, enabled: true, definition })).id;
}

/** Workflows that set each other off one time too often: whatever sets off the first stops the last for that ticket. */
export async function makeLoop(desk: TestDesk, links: number): Promise<void> {
  const byHand = { triggers: [{ id: "t1", type: "manual" }] };
  let next = await makeWorkflow(desk, "Goes round", [{ type: "add-tags", tags: ["round"] }], byHand);
  for (let link = links; link >= 1; link--) {
    const steps = [{ type: "enrol-in", workflowId: next }];
    next = await makeWorkflow(desk, `Link ${link}`, steps, link === 1 ? {} : byHand);
  }
}
