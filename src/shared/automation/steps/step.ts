import { z } from "zod";
import type { StepId } from "../../model/ids.ts";
import { Filter } from "../filters/filter.ts";
import { MAX_CONDITION_VALUES, MAX_VALUE_CHARACTERS } from "../filters/limits.ts";
import { MAX_ARMS, MAX_STEP_DEPTH, MAX_STEPS } from "../limits.ts";
import * as action from "./actions.ts";
import { StepBase } from "./common.ts";
import * as talk from "./communications.ts";
import * as crm from "./crm.ts";
import * as data from "./data.ts";
import { WaitForEventStep, WaitForStep, WaitUntilDateStep, WaitUntilWeekdayStep } from "./delays.ts";
import * as webhook from "./webhooks.ts";

/** Everything but branches. */
export const PlainStep = z.discriminatedUnion("type", [
  WaitForStep,
  WaitUntilDateStep,
  WaitUntilWeekdayStep,
  WaitForEventStep,
  action.SetOwnerStep,
  action.AddTagsStep,
  action.RemoveTagsStep,
  action.AddFollowersStep,
  action.SetPropertyStep,
  action.SetDueStep,
  action.ClearPropertyStep,
  action.MoveStageStep,
  talk.SendEmailStep,
  talk.SendInternalEmailStep,
  talk.NotifyStep,
  talk.AddNoteStep,
  webhook.SendWebhookStep,
  webhook.PostChatStep,
  crm.CreateTaskStep,
  crm.CreateTicketStep,
  crm.LinkTicketStep,
  crm.MergeIntoStep,
  crm.RotateOwnerStep,
  crm.EnrolStep,
  crm.UnenrolStep,
  data.CopyPropertyStep,
  data.IncreasePropertyStep,
  data.FormatPropertyStep,
  action.GoToStep,
  action.StopStep,
]);
export type PlainStep = z.infer<typeof PlainStep>;

const armName = z.string().trim().max(120);

interface Arm {
  readonly id: string;
  readonly name: string;
  readonly steps: Step[];
}
export interface IfArm extends Arm {
  readonly filter: Filter;
}
export interface ValueArm extends Arm {
  readonly values: string[];
}
export interface RandomArm extends Arm {
  readonly weight: number;
}

export interface BranchIfStep {
  readonly id: StepId;
  readonly type: "branch-if";
  readonly arms: IfArm[];
  readonly otherwise: Step[];
}
export interface BranchValueStep {
  readonly id: StepId;
  readonly type: "branch-value";
  readonly object: string;
  readonly property: string;
  readonly arms: ValueArm[];
  readonly otherwise: Step[];
}
/** On what became of the step before: done, skipped, failed, completed, cancelled, timed-out. */
export interface BranchOutcomeStep {
  readonly id: StepId;
  readonly type: "branch-outcome";
  readonly arms: ValueArm[];
  readonly otherwise: Step[];
}
/** By weight; which arm a run takes follows from the run, so that a repetition takes the same one. */
export interface BranchRandomStep {
  readonly id: StepId;
  readonly type: "branch-random";
  readonly arms: RandomArm[];
  readonly otherwise: Step[];
}

/** A branch takes the first arm that fits, else `otherwise`; both then go on behind the branch. */
export type BranchStep = BranchIfStep | BranchValueStep | BranchOutcomeStep | BranchRandomStep;

export type Step = PlainStep | BranchStep;
export type StepType = Step["type"];

/** Depth is bounded by the schema itself, so that no definition can exhaust the stack. */
function stepOfDepth(depth: number): z.ZodType<Step> {
  if (depth <= 1) return PlainStep;
  const steps = z.array(stepOfDepth(depth - 1)).max(MAX_STEPS);
  const arm = z.object({ id: z.string().min(1).max(60), name: armName, steps });
  const values = z.array(z.string().max(MAX_VALUE_CHARACTERS)).min(1).max(MAX_CONDITION_VALUES);
  const arms = <One extends z.ZodType>(one: One) => z.array(one).min(1).max(MAX_ARMS);
  // One union by the type: a wrong step is told by its own schema, and not by each of thirty.
  return z.discriminatedUnion("type", [
    ...PlainStep.options,
    StepBase.extend({ type: z.literal("branch-if"), arms: arms(arm.extend({ filter: Filter })), otherwise: steps }),
    StepBase.extend({
      type: z.literal("branch-value"),
      object: z.string().max(40),
      property: z.string().max(80),
      arms: arms(arm.extend({ values })),
      otherwise: steps,
    }),
    StepBase.extend({ type: z.literal("branch-outcome"), arms: arms(arm.extend({ values })), otherwise: steps }),
    StepBase.extend({
      type: z.literal("branch-random"),
      arms: arms(arm.extend({ weight: z.number().int().min(1).max(1000) })),
      otherwise: steps,
    }),
  ]);
}

export const Step: z.ZodType<Step> = stepOfDepth(MAX_STEP_DEPTH);

export function isBranch(step: Step): step is BranchStep {
  return step.type.startsWith("branch-");
}
