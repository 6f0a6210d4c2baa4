import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { PipelineId, RunId, EventId, StageId, StepId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import { createCore, type Core } from "#main/core.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";
import { insertDocuments } from "./store-access.ts";

/** Documents made before they are written, so that a large desk is never in memory as a whole. */
const AT_ONCE = 5_000;
const SUPPORT = PipelineId.parse("pipeline-support");
const STAGES = ["new", "waiting-on-contact", "waiting-on-us"].map((key) => StageId.parse(`${SUPPORT}-${key}`));

export const ticketIdOf = (number: number) => TicketId.parse(`ticket-${number}`);

/** A folder that goes away with what is done in it. */
export async function inFolder<Result>(work: (dataDir: string) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
  try {
    return await work(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export function openCore(
  dataDir: string,
  time: { readonly clock?: Clock; readonly timers?: Timers } = {},
  databaseUrl?: string,
): Promise<Core> {
  return createCore({
    dataDir,
    databaseUrl,
    clock: time.clock ?? { nowEpochMs: () => Date.now() },
    ...(time.timers ? { timers: time.timers } : {}),
    log: SILENT,
    secrets: memorySecrets(),
    network: NO_NETWORK,
    version: "bench",
  });
}

/** Straight into the store: by mail or by commands it would take an hour. */
export async function insertTickets(core: Core, count: number, nowEpochMs: number): Promise<void> {
  await inPortions(count, (numbers) =>
    insertDocuments(
      core,
      "tickets",
      numbers.map((number) => ticketOf(number, nowEpochMs)),
    ),
  );
}

/** Calls with the numbers from 0 on, some thousand at a time. */
export async function inPortions(count: number, work: (numbers: readonly number[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE)
    await work(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => from + at));
}

export function ticketOf(number: number, nowEpochMs: number): Ticket {
  const createdAtEpochMs = nowEpochMs - number * 60_000;
  return {
    id: ticketIdOf(number),
    number: number + 1,
    subject: `Question ${number} about an order`,
    pipelineId: SUPPORT,
    stageId: STAGES[number % STAGES.length] ?? StageId.parse(""),
    priority: null,
    ownerId: null,
    dueAtEpochMs: null,
    closedAtEpochMs: null,
    timeToCloseMs: null,
    tags: number % 10 === 0 ? ["vip"] : [],
    followerIds: [],
    contactIds: [],
    primaryContactId: null,
    source: "manual",
    channelId: null,
    originConversationId: null,
    createdAtEpochMs,
    wasReopened: false,
    stageEnteredAtEpochMs: createdAtEpochMs,
    lastActivityAtEpochMs: createdAtEpochMs,
    lastCustomerMessageAtEpochMs: null,
    lastAgentMessageAtEpochMs: null,
    messageCount: 0,
    snippet: "Good morning, I ordered a pair of boots on Monday and they did not come yet.",
    unread: false,
    links: [],
    stamps: {},
  };
}

export async function insertWorkflows(core: Core, definitions: readonly WorkflowDefinition[]): Promise<WorkflowId[]> {
  const workflows = definitions.map((one, at): Workflow => ({
    id: WorkflowId.parse(`workflow-${at}`),
    kind: "workflow",
    name: `Workflow ${at}`,
    description: "",
    origin: "user",
    template: null,
    pipelineId: null,
    enabled: true,
    order: at + 2,
    overridesRules: false,
    revision: 1,
    definition: one,
    createdAtEpochMs: 0,
    stamps: {},
  }));
  await insertDocuments(core, "setup", workflows);
  return workflows.map(({ id }) => id);
}

export function definition(
  steps: WorkflowDefinition["steps"],
  changes: Partial<WorkflowDefinition> = {},
): WorkflowDefinition {
  return {
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "always" },
    unenrolment: { on: [], filter: null },
    sources: ["email", "manual"],
    businessHours: null,
    steps,
    ...changes,
  };
}

export const step = (id: string) => StepId.parse(id);

/** A run that waits at a workflow's step. */
export function waitingRun(
  number: number,
  workflowId: WorkflowId,
  cursor: string,
  sinceEpochMs: number,
  untilEpochMs: number,
): Run {
  return {
    id: RunId.parse(`run-${number}`),
    workflowId,
    workflowRevision: 1,
    ticketId: ticketIdOf(number),
    eventId: EventId.parse(`event-${number}`),
    triggerId: "t1",
    depth: 0,
    chainStartedAtEpochMs: sinceEpochMs,
    status: "waiting",
    cursor: step(cursor),
    sequence: 0,
    attempt: 0,
    waiting: { sinceEpochMs, untilEpochMs, ends: [{ on: "customer-replied", exit: "cancelled" }], onTime: "completed" },
    wakeAtEpochMs: untilEpochMs,
    startedAtEpochMs: sinceEpochMs,
    finishedAtEpochMs: null,
    endReason: "",
    journal: [],
  };
}
