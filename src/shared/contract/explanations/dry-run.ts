/** A workflow gone through with one ticket, without effects (F10). */
import { z } from "zod";
import { WorkflowDefinition } from "../../automation/definition.ts";
import { Step } from "../../automation/steps/step.ts";
import { Activity } from "../../model/activity.ts";
import { PropertyValue, TicketEventBody } from "../../model/event.ts";
import { EventId, StepId, TicketId, UserId } from "../../model/ids.ts";
import { JournalEntry } from "../../model/run.ts";
import { MailAddress } from "../../model/mail.ts";
import { Explanation } from "../workflows.ts";

/**
 * How a dry run leaves a step that waits. `happened`: what it waits for; `cancelled`: what cancels it; `sent`, `held`: what becomes of mails. `failed`: any step that does something fails, to see where
 * the run goes on then.
 */
export const DryRunExit = z.enum(["completed", "cancelled", "timed-out", "happened", "sent", "held", "failed"]);
export type DryRunExit = z.infer<typeof DryRunExit>;

export const DryRunInput = z.object({
  ticketId: TicketId,
  /** Of an editor, not saved yet; absent: the workflow's own. */
  definition: WorkflowDefinition.optional(),
  /**
   * By the ids of steps. Default of those that wait: by their time, with the clock moved on; without a time, by what they wait for. A wait that something ends
   * early ends as it begins.
   */
  exits: z.record(z.string().max(128), DryRunExit).default({}),
  /** Of branches that draw lots, by their ids: the arm to take. Default: the one that is drawn. */
  arms: z.record(z.string().max(128), z.string().max(60)).default({}),
});

const made = { stepId: StepId, atEpochMs: z.number() };

/** What a step would have made beside the ticket's properties. */
export const ShownEffect = z.discriminatedUnion("kind", [
  z.object({
    ...made,
    kind: z.literal("mail"),
    to: z.array(MailAddress),
    cc: z.array(MailAddress),
    subject: z.string(),
    text: z.string(),
    html: z.string().nullable(),
  }),
  z.object({ ...made, kind: z.literal("note"), text: z.string() }),
  z.object({
    ...made,
    kind: z.literal("notification"),
    userId: UserId,
    name: z.string(),
    title: z.string(),
    text: z.string(),
  }),
  z.object({
    ...made,
    kind: z.literal("task"),
    userId: UserId,
    name: z.string(),
    title: z.string(),
    text: z.string(),
    dueAtEpochMs: z.number().nullable(),
  }),
  /** As it would be sent, without the signature. */
  z.object({
    ...made,
    kind: z.literal("request"),
    purpose: z.enum(["webhook", "chat"]),
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    contentType: z.string(),
    body: z.string(),
    isSigned: z.boolean(),
  }),
  z.object({ ...made, kind: z.literal("ticket"), subject: z.string(), tags: z.array(z.string()) }),
  z.object({ ...made, kind: z.literal("link"), ticketId: TicketId }),
  z.object({ ...made, kind: z.literal("merge"), intoTicketId: TicketId }),
]);
export type ShownEffect = z.infer<typeof ShownEffect>;

/** A branch without what is in its arms: a loop would tell it again each time. */
export const DryRunStep = z.object({ step: Step.nullable(), entry: JournalEntry });

export const DryRun = z.object({
  /** The ticket as it is now would go in if one of the triggers fired. The path is shown all the same. */
  wouldEnrol: z.boolean(),
  explanation: Explanation,
  /** The latest thing on the ticket that fires one of the triggers, which the path is about; null where there is none. */
  setOffBy: Activity.nullable(),
  startedAtEpochMs: z.number(),
  /** The steps in the order in which they are taken, at simulated times. */
  path: z.array(DryRunStep),
  effects: z.array(ShownEffect),
  /** Of the ticket's properties, by step. */
  changes: z.array(
    z.object({ ...made, property: z.string(), from: PropertyValue, to: PropertyValue, eventId: EventId }),
  ),
  /** Everything the ticket's timeline would tell. */
  events: z.array(z.object({ ...made, body: TicketEventBody })),
  /** `cut`: it waits more often than a dry run follows. `waiting`: for something that no chosen exit stands for. */
  end: z.object({
    status: z.enum(["done", "failed", "waiting", "cut"]),
    reason: z.string(),
    /** Where it stands; null where it is done. */
    stepId: StepId.nullable(),
    atEpochMs: z.number(),
  }),
});
export type DryRun = z.infer<typeof DryRun>;
