/** What automations left behind for a person, of the whole desk, grouped by cause (F9, F11). */
import { z } from "zod";
import { Step } from "../automation/steps/step.ts";
import { ChannelId, OutboxItemId, RunId, StepId, TicketId, WorkflowId } from "../model/ids.ts";
import { Hold, OutboxState, SendFailure } from "../model/outbox-item.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { ProblemView } from "./workflow-files.ts";

const AttentionId = z.string().min(1).max(64);

/** One ticket that a group is about. */
export const AttentionTicket = z.object({
  id: TicketId,
  /** Null where the ticket is gone. */
  ticket: z.object({ number: z.number().int().nullable(), subject: z.string(), isMerged: z.boolean() }).nullable(),
  atEpochMs: z.number(),
  runId: RunId.nullable(),
  outboxItemId: OutboxItemId.nullable(),
});
export type AttentionTicket = z.infer<typeof AttentionTicket>;

/** The name is null where the workflow is gone. */
const WorkflowName = z.object({ id: WorkflowId, name: z.string().nullable() });

const group = z.object({
  /** The same as long as the cause is. */
  id: AttentionId,
  count: z.number().int(),
  firstAtEpochMs: z.number(),
  lastAtEpochMs: z.number(),
  /** The first of its list. */
  tickets: z.array(AttentionTicket),
});

export const AttentionGroup = z.discriminatedUnion("kind", [
  /** Runs that failed at the same step with the same code and words, but for what is of one ticket alone. */
  group.extend({
    kind: z.literal("failed"),
    workflow: WorkflowName,
    stepId: StepId.nullable(),
    /** As it was in the revision of the newest of the runs; null where it failed beside its steps, or that revision is no longer kept. */
    step: Step.nullable(),
    /** '' where none is known. */
    code: z.string(),
    /** Of the newest. */
    reason: z.string(),
  }),
  /** F11: tickets that the workflow leaves alone since it was stopped for them. */
  group.extend({ kind: z.literal("paused"), workflow: WorkflowName, changes: z.number().int() }),
  /** Mails that steps wrote and that wait for a person, for one reason. */
  group.extend({
    kind: z.literal("mail"),
    /** Null where it is not known which one wrote them. */
    workflow: WorkflowName.nullable(),
    stepId: StepId.nullable(),
    state: OutboxState,
    /** Of the newest. */
    hold: Hold.nullable(),
    failure: SendFailure.nullable(),
    channelId: ChannelId.nullable(),
  }),
  /** A workflow that is on, and can't do what it says. */
  group.extend({
    kind: z.literal("refused"),
    workflow: WorkflowName,
    problems: z.array(ProblemView),
  }),
]);
export type AttentionGroup = z.infer<typeof AttentionGroup>;
export type AttentionKind = AttentionGroup["kind"];

export const AttentionView = z.object({
  groups: z.array(AttentionGroup),
  /** Groups beyond those: with the fewest tickets. */
  more: z.number().int(),
});
export type AttentionView = z.infer<typeof AttentionView>;

/** What became of the runs or tickets of a group. */
export const Mended = z.object({
  /** 0: it is being done already. */
  inAll: z.number().int(),
  /** Of those, which are mended. */
  mended: z.number().int(),
  /** Failed again, for whatever reason. */
  failed: z.number().int(),
  /** Left their workflow: their ticket was merged or is gone, or the workflow is. */
  left: z.number().int(),
});
export type Mended = z.infer<typeof Mended>;

export const MendHow = z.enum(["retry", "skip", "end", "resume"]);
export type MendHow = z.infer<typeof MendHow>;

const byId = z.object({ id: AttentionId });

export const attention = {
  list: procedure
    .route({
      method: "GET",
      path: "/attention",
      tags: ["Workflows"],
      summary: "List what automations left behind for a person, grouped by cause",
    })
    .output(AttentionView),
  tickets: procedure
    .route({
      method: "GET",
      path: "/attention/{id}/tickets",
      tags: ["Workflows"],
      summary: "List the tickets of one cause",
    })
    .input(PageInput.extend(byId.shape))
    .output(pageOf(AttentionTicket)),
  /**
   * F9, F11: `retry` does the failed step again, `skip` leaves it out, `end` takes the tickets out of the workflow, `resume` lets it act on the tickets again. Answers when all of them are seen to, each once; goes on
   * where the caller does not wait for it.
   */
  mend: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/attention/{id}/mend",
      tags: ["Workflows"],
      summary: "Mend all runs or tickets of one cause",
    })
    .input(byId.extend({ how: MendHow }).strict())
    .output(Mended),
};
