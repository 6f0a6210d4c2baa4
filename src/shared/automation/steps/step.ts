/** The steps of a workflow (F5): the table of all kinds, and what follows from it. */
import { z } from "zod";
import { schemasOf } from "../kind.ts";
import { MAX_STEP_DEPTH, MAX_STEPS } from "../limits.ts";
import { addFollowers } from "./add-followers.ts";
import { addNote } from "./add-note.ts";
import { branchIf, type BranchIfStep } from "./branch-if.ts";
import { branchOutcome, type BranchOutcomeStep } from "./branch-outcome.ts";
import { branchRandom, type BranchRandomStep } from "./branch-random.ts";
import { branchValue, type BranchValueStep } from "./branch-value.ts";
import { copyProperty } from "./copy-property.ts";
import { createTask } from "./create-task.ts";
import { createTicket } from "./create-ticket.ts";
import { enrolIn, unenrolFrom } from "./enrolment.ts";
import { formatProperty } from "./format-property.ts";
import { increaseProperty } from "./increase-property.ts";
import type { Acts, Branches, Leads, StepKind, Waits } from "./kind.ts";
import { goTo, stop } from "./leads.ts";
import { moveStage } from "./move-stage.ts";
import { notify } from "./notify.ts";
import { linkTicket, mergeInto } from "./other-ticket.ts";
import { copyValue, increaseValue, setValue } from "./own-property.ts";
import { postChat } from "./post-chat.ts";
import { rotateOwner } from "./rotate-owner.ts";
import { sendEmail } from "./send-email.ts";
import { sendInternalEmail } from "./send-internal-email.ts";
import { sendWebhook } from "./send-webhook.ts";
import { setDue } from "./set-due.ts";
import { setOwner } from "./set-owner.ts";
import { clearProperty, setProperty } from "./set-property.ts";
import { addTags, removeTags } from "./tags.ts";
import { waitForEvent } from "./wait-for-event.ts";
import { waitForMail } from "./wait-for-mail.ts";
import { waitFor } from "./wait-for.ts";
import { waitUntilDate } from "./wait-until-date.ts";
import { waitUntilWeekday } from "./wait-until-weekday.ts";

const WAIT_KINDS = {
  "wait-for": waitFor,
  "wait-until-date": waitUntilDate,
  "wait-until-weekday": waitUntilWeekday,
  "wait-for-event": waitForEvent,
} as const;

const BRANCH_KINDS = {
  "branch-if": branchIf,
  "branch-value": branchValue,
  "branch-outcome": branchOutcome,
  "branch-random": branchRandom,
} as const;

const ACTION_KINDS = {
  "wait-for-mail": waitForMail,
  "send-email": sendEmail,
  "send-internal-email": sendInternalEmail,
  notify,
  "add-note": addNote,
  "post-chat": postChat,
  "create-task": createTask,
  "create-ticket": createTicket,
  "set-owner": setOwner,
  "rotate-owner": rotateOwner,
  "add-tags": addTags,
  "remove-tags": removeTags,
  "add-followers": addFollowers,
  "link-ticket": linkTicket,
  "merge-into": mergeInto,
  "set-property": setProperty,
  "set-due": setDue,
  "clear-property": clearProperty,
  "copy-property": copyProperty,
  "increase-property": increaseProperty,
  "format-property": formatProperty,
  "set-value": setValue,
  "copy-value": copyValue,
  "increase-value": increaseValue,
  "move-stage": moveStage,
  "send-webhook": sendWebhook,
  "enrol-in": enrolIn,
  "unenrol-from": unenrolFrom,
} as const;

const LEAD_KINDS = { "go-to": goTo, stop } as const;

const PLAIN_KINDS = { ...WAIT_KINDS, ...ACTION_KINDS, ...LEAD_KINDS } as const;

type ReadBy<Kinds extends Readonly<Record<string, { readonly schema: z.ZodType }>>> = z.infer<
  Kinds[keyof Kinds]["schema"]
>;

export type WaitStep = ReadBy<typeof WAIT_KINDS>;
/** Steps that do something, in the main process; the others only say where the run goes on, and when. */
export type ActionStep = ReadBy<typeof ACTION_KINDS>;
export type LeadStep = ReadBy<typeof LEAD_KINDS>;
/** Everything but branches. */
export type PlainStep = WaitStep | ActionStep | LeadStep;
export type BranchStep = BranchIfStep<Step> | BranchValueStep<Step> | BranchOutcomeStep<Step> | BranchRandomStep<Step>;
export type Step = PlainStep | BranchStep;

export type StepType = Step["type"];
export type StepOf<Type extends StepType> = Extract<Step, { readonly type: Type }>;

/**
 * Every kind of step, in the order in which the editor offers them within their categories. The compiler refuses a kind that stands under another name than its steps have.
 * @rule E5, F5
 */
export const STEP_KINDS: { readonly [Type in StepType]: StepKind<StepOf<Type>> } = {
  ...WAIT_KINDS,
  ...BRANCH_KINDS,
  ...ACTION_KINDS,
  ...LEAD_KINDS,
};

const BRANCHES: { readonly [Type in BranchStep["type"]]: Branches<StepOf<Type>> } = BRANCH_KINDS;

// Each part of a kind takes the steps of that kind: the step's own type has found it.
export const kindOf = (step: Step): StepKind<Step> => STEP_KINDS[step.type];
export const waitOf = (step: WaitStep): Waits<WaitStep> => WAIT_KINDS[step.type];
export const branchOf = (step: BranchStep): Branches<BranchStep> => BRANCHES[step.type];
const actionOf = (step: ActionStep): Acts => ACTION_KINDS[step.type];
export const leadOf = (step: LeadStep): Leads<LeadStep> => LEAD_KINDS[step.type];

export const isWait = (step: Step): step is WaitStep => Object.hasOwn(WAIT_KINDS, step.type);
export const isBranch = (step: Step): step is BranchStep => Object.hasOwn(BRANCH_KINDS, step.type);
export const isAction = (step: Step): step is ActionStep => Object.hasOwn(ACTION_KINDS, step.type);
export const isLead = (step: Step): step is LeadStep => Object.hasOwn(LEAD_KINDS, step.type);

/** Whether a run can stand at it while time passes. */
export const mayWait = (step: Step): boolean => isWait(step) || (isAction(step) && actionOf(step).awaitsAnswer);

export const PlainStep = z.discriminatedUnion("type", schemasOf(Object.values(PLAIN_KINDS)));

/** What a form asks for of a kind of step; branches with nothing in their arms. */
export function schemaOf(type: StepType): z.ZodObject {
  if (type in PLAIN_KINDS) return PLAIN_KINDS[type as PlainStep["type"]].schema;
  return BRANCH_KINDS[type as BranchStep["type"]].schema(z.array(PlainStep));
}

/** Around steps of the level within. */
function branching(within: z.ZodType<Step>): z.ZodType<Step> {
  const steps = z.array(within).max(MAX_STEPS);
  // One union by the type: a wrong step is told by its own schema, and not by each of thirty.
  return z.discriminatedUnion("type", [
    ...PlainStep.options,
    branchIf.schema(steps),
    branchValue.schema(steps),
    branchOutcome.schema(steps),
    branchRandom.schema(steps),
  ]);
}

/** Depth is bounded by the schema itself, so that no definition can exhaust the stack: the innermost level first, each within the next. */
export const STEP_LEVELS: readonly z.ZodType<Step>[] = Array.from({ length: MAX_STEP_DEPTH - 1 }).reduce<
  z.ZodType<Step>[]
>((levels) => [...levels, branching(levels.at(-1) ?? PlainStep)], [PlainStep]);

export const Step: z.ZodType<Step> = STEP_LEVELS.at(-1) ?? PlainStep;
