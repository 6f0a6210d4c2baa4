import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { ReplayEntry } from "#shared/contract/explanations/replay.ts";
import { StepId, TicketId, type WorkflowId } from "#shared/model/ids.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { INBOUND } from "../../support/test-desk.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export type Steps = WorkflowDefinition["steps"];
export const id = (name: string) => StepId.parse(name);

export const urgent: Steps[number] = {
  id: id("urgent"),
  type: "set-property",
  change: { property: "priority", value: "urgent" },
};
export const tag = (name: string): Steps[number] => ({ id: id(`tag-${name}`), type: "add-tags", tags: [name] });
export const waitFor = (amount: number, name = "wait"): Steps[number] => ({
  id: id(name),
  type: "wait-for",
  duration: { amount, unit: "minutes" },
  cancelOn: ["customer-replied"],
  whenCancelled: "stop",
  businessHours: false,
});

export function definition(steps: Steps, changes: Partial<WorkflowDefinition> = {}): WorkflowDefinition {
  return {
    version: 2,
    triggers: [{ id: "t1", type: "ticket-created" }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "never" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
    steps,
    ...changes,
  };
}

/** A real core in virtual time, with what tests of explanations and replays do to it. */
export type ExplainedDesk = MailDesk & {
  workflow(steps: Steps, changes?: Partial<WorkflowDefinition>, enabled?: boolean, name?: string): Promise<WorkflowId>;
  receive(mail: Partial<RawMail> & { messageId: string }): Promise<TicketId>;
  /** Time passes, and what it sets off is done. */
  pass(durationMs: number): Promise<void>;
  /** Everything that a replay tells. */
  replay(workflowId: WorkflowId, days?: number, definition?: WorkflowDefinition): Promise<ReplayEntry[]>;
};

export async function openExplainedDesk(options?: Parameters<typeof openMailDesk>[0]): Promise<ExplainedDesk> {
  const desk = await openMailDesk(options);
  return {
    ...desk,
    async workflow(steps, changes = {}, enabled = true, name = "Escalate") {
      return (await desk.client.workflows.create({ name, enabled, definition: definition(steps, changes) })).id;
    },
    async receive(mail) {
      const raw = rawMail({
        from: "Anna <anna@example.com>",
        to: "help@desk.example",
        subject: "Boots",
        text: "Leak",
        ...mail,
      });
      const { ticketId } = await desk.client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
      return TicketId.parse(ticketId);
    },
    async pass(durationMs) {
      await desk.time.advance(durationMs);
      await desk.core.context.queue.idle();
    },
    async replay(workflowId, days = 7, changed) {
      const entries = await desk.client.workflows.replay({
        id: workflowId,
        days,
        ...(changed ? { definition: changed } : {}),
      });
      const told: ReplayEntry[] = [];
      for await (const entry of entries) told.push(entry);
      return told;
    },
  };
}

/** Every row of every table: what proves that nothing was written. */
export function wholeStore({ core }: MailDesk): Record<string, unknown[]> {
  const sql = sqliteOf(core.context.store);
  const names = sql
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => String(name));
  return Object.fromEntries(names.map((name) => [name, sql.prepare(`SELECT * FROM "${name}"`).all()]));
}
