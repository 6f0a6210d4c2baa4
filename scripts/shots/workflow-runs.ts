import { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { RunId, WorkflowId } from "#shared/model/ids.ts";
import type { PictureDesk } from "./demo-desk.ts";

/** A workflow that some of the demo's tickets went through: some wait in it, and some stand still for one cause. */
export type WithRuns = { readonly workflowId: WorkflowId; readonly waitingRunId: RunId };

const NAME = "Urgent first";
const TICKETS = 40;

/** Made once, for all pictures of it. */
export async function workflowWithRuns({ client }: PictureDesk): Promise<WithRuns> {
  const known = (await client.workflows.list({})).items.find(({ name }) => name === NAME);
  const workflowId = known?.id ?? (await makeRuns({ client }));
  const { items } = await client.workflows.runs({ id: workflowId, status: "waiting", limit: 1 });
  const [waiting] = items;
  if (waiting === undefined) throw new Error("No ticket waits in the workflow of the picture.");
  return { workflowId, waitingRunId: waiting.id };
}

async function makeRuns({ client }: Pick<PictureDesk, "client">): Promise<WorkflowId> {
  const [pipeline] = (await client.pipelines.list()).items;
  const closed = pipeline?.stages.find(({ kind }) => kind === "closed");
  if (pipeline === undefined || closed === undefined) throw new Error("The demo desk has a pipeline.");
  const { rules } = pipeline;
  await client.pipelines.update({
    id: pipeline.id,
    rules: { requiredProperties: { ...rules.requiredProperties, [closed.id]: ["dueAtEpochMs"] } },
  });
  const { id } = await client.workflows.create({
    name: NAME,
    pipelineId: pipeline.id,
    enabled: true,
    definition: WorkflowDefinition.parse({
      version: 2,
      triggers: [{ id: "by-hand", type: "manual" }],
      filter: {
        match: "all",
        parts: [
          { object: "ticket", property: "priority", operator: "is-known" },
          { object: "ticket", property: "tags", operator: "has-any-of", values: ["en", "it"] },
        ],
      },
      reenrolment: { kind: "never" },
      unenrolment: { on: [], filter: null },
      sources: ["email", "manual", "form"],
      businessHours: null,
      steps: stepsTo(closed.id),
    }),
  });
  const open = pipeline.stages.filter(({ kind }) => kind === "open").map((stage) => stage.id);
  const { items } = await client.tickets.list({ pipelineId: pipeline.id, limit: 200 });
  const ticketIds = items.filter(({ stageId }) => open.includes(stageId)).map((ticket) => ticket.id);
  await client.workflows.enrol({ id, ticketIds: ticketIds.slice(0, TICKETS) });
  return id;
}

function stepsTo(closedStageId: string): unknown[] {
  const is = (value: string) => ({ object: "ticket", property: "priority", operator: "is", value });
  return [
    {
      id: "tell",
      type: "notify",
      to: { userIds: [], teamIds: [], owner: true, followers: false },
      title: "{{ ticket.subject }}",
    },
    {
      id: "hurry",
      type: "branch-if",
      arms: [
        {
          id: "urgent",
          name: "",
          filter: { match: "any", parts: [is("urgent"), is("high")] },
          steps: [
            { id: "first", type: "add-tags", tags: ["first"] },
            { id: "answer", type: "wait-for-event", event: "agent-replied", timeout: { amount: 2, unit: "hours" } },
            { id: "note", type: "add-note", text: "Nobody answered within two hours." },
          ],
        },
        {
          id: "low",
          name: "",
          filter: { match: "all", parts: [is("low")] },
          steps: [{ id: "close", type: "move-stage", stageId: closedStageId }],
        },
      ],
      otherwise: [],
    },
  ];
}
