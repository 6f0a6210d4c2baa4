import { expect, test } from "vitest";
import { othersAt, workflowOfCard } from "#renderer/features/settings/pipelines/automate/cards/card-workflow.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { PipelineId, StageId } from "#shared/model/ids.ts";
import { definitionOf } from "../../../../../support/definitions.ts";

const [NEW, CLOSED] = [StageId.parse("new"), StageId.parse("closed")];
const SUPPORT = PipelineId.parse("support");

const at = (id: string, stageId: StageId, changes: Partial<WorkflowView> = {}): WorkflowView =>
  ({
    id,
    origin: "user",
    pipelineId: SUPPORT,
    enabled: true,
    definition: definitionOf({ triggers: [{ id: "t1", type: "stage-reached", stageId }] }),
    ...changes,
  }) as WorkflowView;

test("[E1] a card's workflow is that of its status, and no other that begins there", () => {
  const card = at("card", NEW, { origin: "stage", enabled: false });
  const all = [at("own", NEW), at("closed", CLOSED, { origin: "stage" }), card];
  expect([workflowOfCard(all, NEW), workflowOfCard([at("own", NEW)], NEW)]).toEqual([card, undefined]);
});

test("[E1] a card names the other workflows that are on and begin where it does", () => {
  const all = [
    at("card", NEW, { origin: "stage" }),
    at("here", NEW),
    at("everywhere", NEW, { pipelineId: null }),
    at("off", NEW, { enabled: false }),
    at("elsewhere", NEW, { pipelineId: PipelineId.parse("returns") }),
    at("closed", CLOSED),
  ];
  expect(othersAt(all, SUPPORT, NEW).map(({ id }) => id)).toEqual(["here", "everywhere"]);
});
