import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import { isPaused } from "#shared/automation/hold.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import type { RotateOwnerStep } from "#shared/automation/steps/rotate-owner.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { contained } from "#main/desk/contained.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import { draftOf } from "#main/desk/ticket-changes/ticket-draft.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Stored } from "#main/store/repository.ts";
import { giveTurn, isNobody } from "../actions/rotate-owner.ts";
import type { Service } from "../service.ts";
import { Unshared, unsharedAfter } from "./unshared.ts";

/** Tickets shared out in one piece of work: some ten milliseconds, so that a command does not wait long for its turn. */
const TICKETS_A_PIECE = 25;

/**
 * Shares out tickets that came when nobody was available, as soon as somebody is: when a user is back, joins a team, or the desk opens. In the order in which they came, by the same step and in the same
 * turns. One that has an owner by then, is closed or merged, or whose workflow is off, is left as it is.
 * @rule F5
 */
export function createShareOut(context: DeskContext): Service {
  const { store, setup, log } = context;
  let isOpen = false;
  let isWanted = false;
  let working: Promise<void> | null = null;
  let unsubscribe: () => void = () => undefined;

  function begin(): void {
    isWanted = true;
    if (!isOpen || working) return;
    working = work()
      .catch((error: unknown) => log.error("Tickets could not be shared out; it is tried again", { error }))
      .then(() => {
        working = null;
      });
  }

  async function work(): Promise<void> {
    while (isWanted && isOpen) {
      isWanted = false;
      for (let after: string | null = ""; after !== null && isOpen;) {
        const from: string = after;
        after = await context.queue.run(() => shareSome(from), "bulk");
      }
    }
  }

  /** The last of those that it looked at; null: there are no more. */
  async function shareSome(after: string): Promise<string | null> {
    if (isPaused(setup.find("settings", SETTINGS_ID))) return null;
    await context.host.requireHost();
    const records = await store.local.find({
      selector: { id: unsharedAfter(after) },
      sort: [{ id: "asc" }],
      limit: TICKETS_A_PIECE,
    });
    const piece = createPieceOfWork(context);
    const over: Stored<LocalRecord>[] = [];
    for (const record of records) {
      const unshared = Unshared.safeParse(record.value).data;
      if (unshared === undefined || (await share(piece, unshared))) over.push(record);
    }
    await piece.flush();
    if (over.length > 0) await store.local.remove(over);
    return records.at(-1)?.id ?? null;
  }

  /** Whether the ticket need not be kept in mind any longer. */
  async function share(
    piece: ReturnType<typeof createPieceOfWork>,
    { ticketId, workflowId, runId, stepId }: Unshared,
  ): Promise<boolean> {
    const workflow = setup.find("workflow", workflowId);
    const ticket = await piece.tickets.get(ticketId);
    const step = workflow && stepOf(workflow, stepId);
    if (!workflow?.enabled || !step || !ticket || !isOpenTicket(ticket) || ticket.ownerId !== null) return true;
    const nowEpochMs = context.clock.nowEpochMs();
    const draft = draftOf(ticket, {
      atEpochMs: nowEpochMs,
      cause: { kind: "workflow", workflowId, runId, stepId },
      depth: 1,
      chainStartedAtEpochMs: nowEpochMs,
      derivedFrom: [runId, stepId, "shared-out"],
      nextStamp: () => context.nextStamp(),
    });
    const nextStamp = () => context.nextStamp();
    const outcome = await giveTurn(step, draft, { workflow, setup, store, documents: piece, nowEpochMs, nextStamp });
    if (isNobody(outcome)) return false;
    if (draft.events.length > 0) await piece.change(draft);
    return true;
  }

  function isOpenTicket(ticket: Ticket): boolean {
    const pipeline = setup.find("pipeline", ticket.pipelineId);
    return !isOutOfTheWay(ticket) && (pipeline && stageOf(pipeline, ticket.stageId)?.kind) === "open";
  }

  return {
    start() {
      isOpen = true;
      const subscription = store.setup.changes.subscribe(
        contained(log, "who is available", (documents) => {
          if (documents.some(({ kind }) => kind === "user" || kind === "team" || kind === "settings")) begin();
        }),
      );
      unsubscribe = () => subscription.unsubscribe();
      begin();
    },
    wake: begin,
    async close() {
      isOpen = false;
      unsubscribe();
      await working;
    },
  };
}

/** The step as it is now: whoever changed who takes part means those too that have waited. */
function stepOf({ definition }: Workflow, stepId: string): RotateOwnerStep | null {
  const step = createStepTree(definition.steps).steps.find(({ id }) => id === stepId);
  return step?.type === "rotate-owner" ? step : null;
}
