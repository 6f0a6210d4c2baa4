import { setImmediate as nextTurn } from "node:timers/promises";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { StepId, TicketId, type PipelineId, type WorkflowId } from "#shared/model/ids.ts";
import { openMailDesk, type MailDesk } from "./mail/mail-desk.ts";
import type { Timers } from "#main/desk/timers.ts";
import { createVirtualTime, type VirtualTime } from "./mail/virtual-time.ts";
import { rawMail, type RawMail } from "./raw-mail.ts";
import { INBOUND } from "./test-desk.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Pieces of queued work that may follow from one another, and then some. */
const TURNS = 60;

/** A desk whose time a test moves, with words for workflows that time sets off. */
export type TimedDesk = {
  readonly mail: MailDesk;
  workflow(definition: Partial<WorkflowDefinition>, more?: Partial<NewWorkflow>): Promise<WorkflowId>;
  receive(mail: Partial<RawMail> & { messageId: string }): Promise<TicketId>;
  /** Time passes, and what it sets off is done. */
  pass(durationMs: number): Promise<void>;
  /** Until what goes on in the background is done. */
  settle(): Promise<void>;
  /** Somebody sets the clock; the timers don't notice. */
  setClock(byMs: number): void;
  /** The program ends and begins again, `offMs` later. */
  restart(offMs?: number): Promise<void>;
  runs(workflowId: WorkflowId): Promise<RunView[]>;
  /** What set the workflow off for the ticket, oldest first. */
  triggered(ticketId: TicketId): Promise<string[]>;
  close(): Promise<void>;
};

type NewWorkflow = { name: string; enabled: boolean; pipelineId: PipelineId | null };

/** The mail's look at whether the machine slept: every five seconds, which is days of nothing in a test that lets days pass. */
const HEARTBEAT_MS = 5_000;

/** @param shiftMs what was set on the clock */
function withoutHeartbeat(time: VirtualTime, shiftMs: () => number): VirtualTime {
  const after: Timers["after"] = (delayMs, work) =>
    delayMs === HEARTBEAT_MS ? () => undefined : time.timers.after(delayMs, work);
  return { ...time, clock: { nowEpochMs: () => time.clock.nowEpochMs() + shiftMs() }, timers: { after } };
}

type Step = WorkflowDefinition["steps"][number];

export function waitFor(amount: number, unit: "minutes" | "hours"): Step {
  return {
    id: StepId.parse("wait"),
    type: "wait-for",
    duration: { amount, unit },
    cancelOn: [],
    whenCancelled: "stop",
    businessHours: false,
  };
}

export const TAG: Step = { id: StepId.parse("tag"), type: "add-tags", tags: ["seen"] };

export async function openTimedDesk(startEpochMs = Date.UTC(2026, 4, 4, 9)): Promise<TimedDesk> {
  let shiftMs = 0;
  let mail = await openMailDesk({ time: withoutHeartbeat(createVirtualTime(startEpochMs), () => shiftMs) });
  const first = mail;
  const { dataDir, secrets, time } = mail;

  const desk: TimedDesk = {
    get mail() {
      return mail;
    },
    async workflow(definition, more = {}) {
      const made = await mail.client.workflows.create({
        name: "Timed",
        enabled: true,
        ...more,
        definition: {
          version: 2,
          triggers: [{ id: "t1", type: "ticket-created" }],
          filter: { match: "all", parts: [] },
          reenrolment: { kind: "never" },
          unenrolment: { on: [], filter: null },
          sources: ["email"],
          businessHours: null,
          steps: [TAG],
          ...definition,
        },
      });
      await desk.settle();
      return made.id;
    },
    async receive(raw) {
      const body = new Blob([
        rawMail({
          from: "Anna <anna@example.com>",
          to: "help@desk.example",
          subject: "Boots",
          text: "They leak.",
          ...raw,
        }),
      ]);
      const { ticketId } = await mail.client.channels.ingest({ params: { id: INBOUND }, body });
      await desk.settle();
      return TicketId.parse(ticketId);
    },
    async pass(durationMs) {
      await time.advance(durationMs);
      await desk.settle();
      await time.advance(0);
    },
    async settle() {
      for (let turn = 0; turn < TURNS; turn += 1) {
        await nextTurn();
        await mail.core.context.queue.idle();
      }
    },
    setClock: (byMs) => void (shiftMs += byMs),
    async restart(offMs = 0) {
      await mail.core.close();
      await time.advance(offMs);
      mail = await openMailDesk({ dataDir, secrets, time });
      await desk.settle();
    },
    runs: async (id) => (await mail.client.workflows.runs({ id })).items,
    async triggered(id) {
      const { activities } = await mail.client.tickets.open({ id });
      return activities.flatMap(({ body, cause, atEpochMs }) =>
        body.type === "workflow.triggered"
          ? [`${body.by} ${body.triggerId} ${cause.kind} ${new Date(atEpochMs).toISOString().slice(0, 19)}`]
          : [],
      );
    },
    async close() {
      await mail.core.close();
      // The first one owns the folder.
      await first.close();
    },
  };
  return desk;
}
