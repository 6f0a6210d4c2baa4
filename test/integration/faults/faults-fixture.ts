import { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Offer } from "#shared/automation/kind.ts";
import type { IngestResult } from "#shared/contract/channels.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import { OWNER_ID } from "#main/desk/defaults.ts";
import { STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

/** What a mistake in the program says. */
export const FAULT = "nobody thought of this";
/** The subject of the tickets and mails at which it is made. */
export const POISON = "poison";

export function fail(): never {
  throw new TypeError(FAULT);
}

/** A mistake that can be made and mended. */
export type Trouble = {
  readonly failAt: (what: string) => void;
  readonly mend: () => void;
  /** To be called where the mistake may be. */
  readonly pass: (what: string) => void;
};

export function createSwitch(): Trouble {
  const on = new Set<string>();
  return {
    failAt: (what) => void on.add(what),
    mend: () => on.clear(),
    pass(what) {
      if (on.has(what)) fail();
    },
  };
}

export const OFFER: Offer = {
  pipelineId: SUPPORT,
  stageId: STAGES.waitingOnUs,
  userId: OWNER_ID,
  workflowId: WorkflowId.parse("workflow-pipeline-support-d1"),
  stepId: StepId.parse("s1"),
  timeZone: "Europe/Rome",
};

type Changes = Readonly<Record<string, unknown>>;

/** Only the tickets at which it fails. */
export const ONLY_POISON = {
  match: "all",
  parts: [{ object: "ticket", property: "subject", operator: "is", value: POISON }],
};

export const tags = (...names: string[]) => ({ type: "add-tags", tags: names });

/** A workflow as it might stand in a desk, past what the editor would say of it. */
export async function put(
  desk: TestDesk,
  name: string,
  steps: readonly Changes[],
  changes: Changes = {},
): Promise<WorkflowId> {
  const plain = definition([tags(name.toLowerCase())], {});
  const { id } = await desk.client.workflows.create({ name, enabled: true, definition: plain });
  const { setup } = desk.core.context.store;
  const previous = await setup.get(id);
  if (previous?.kind !== "workflow") throw new Error("It was just made.");
  await setup.write([{ previous, next: { ...previous, definition: definition(steps, changes) } }]);
  return id;
}

function definition(steps: readonly Changes[], changes: Changes): WorkflowDefinition {
  return WorkflowDefinition.parse({
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["email", "manual"],
    businessHours: null,
    steps: steps.map((step, position) => ({ id: `s${position + 1}`, ...step })),
    ...changes,
  });
}

/** A mail of its own thread. */
export function mailAbout(desk: TestDesk, subject: string): Promise<IngestResult> {
  return desk.receive({ messageId: `${subject}@example.com`, from: "Anna <anna@example.com>", subject });
}

export async function ticketAbout(desk: TestDesk, subject: string): Promise<TicketId> {
  return TicketId.parse((await mailAbout(desk, subject)).ticketId);
}

export async function runOf(desk: TestDesk, workflowId: WorkflowId): Promise<RunView> {
  const { items } = await desk.client.workflows.runs({ id: workflowId });
  const [run, ...others] = items;
  if (!run || others.length > 0) throw new Error(`There are ${items.length} runs.`);
  return run;
}

/** Of whom people were told that they failed. */
export async function toldOf(desk: TestDesk): Promise<string[]> {
  const { items } = await desk.client.notifications.list({});
  return items.map(({ topic, about }) => `${topic} ${about}`);
}

/** Why the workflow did not take each ticket (F9b). */
export async function verdictsOf(desk: TestDesk, workflowId: WorkflowId): Promise<string[]> {
  const evaluations = await desk.core.context.store.evaluations.find({ selector: {} });
  return evaluations.flatMap(({ verdicts }) =>
    verdicts.filter((verdict) => verdict.workflowId === workflowId).map(({ why }) => why),
  );
}

/** That the desk goes on: a command, and the same after a restart. */
export async function goesOn(desk: TestDesk, id: TicketId): Promise<TestDesk> {
  await desk.client.tickets.update({ id, priority: "low" });
  const again = await desk.reopen();
  await again.client.tickets.update({ id, priority: "urgent" });
  return again;
}
