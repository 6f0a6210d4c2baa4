/**
 * What a workflow does, as plain versioned JSON (F1 to F5): the same for templates (D1, D2), status cards (E) and workflows made by hand.
 *
 * Version 2. `migrate-definition.ts` reads the older ones; a test keeps them loading.
 */
import { z } from "zod";
import { SourceKind } from "../model/ticket.ts";
import { Filter } from "./filters/filter.ts";
import { MAX_STEPS, MAX_TRIGGERS } from "./limits.ts";
import { BusinessHours } from "./schedule/business-hours.ts";
import { CancelReason } from "../model/cancel-reason.ts";
import { Step } from "./steps/step.ts";
import { TriggerId } from "./triggers/kind.ts";
import { Trigger } from "./triggers/trigger.ts";

export const DEFINITION_VERSION = 2;

export const Reenrolment = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("never") }),
  z.object({ kind: z.literal("always") }),
  z.object({ kind: z.literal("on"), triggerIds: z.array(TriggerId).min(1).max(MAX_TRIGGERS) }),
]);
export type Reenrolment = z.infer<typeof Reenrolment>;

/** Named, so that the compiler has a name for it wherever it is used: the steps are a tree without an end. */
export interface WorkflowDefinition {
  readonly version: typeof DEFINITION_VERSION;
  readonly triggers: Trigger[];
  /** F3: which tickets of those are enrolled. */
  readonly filter: Filter;
  /** F4 */
  readonly reenrolment: Reenrolment;
  /** A ticket leaves as soon as one of these happens, or it meets the filter. */
  readonly unenrolment: { readonly on: CancelReason[]; readonly filter: Filter | null };
  /** E10: conversations of other kinds don't enrol. */
  readonly sources: SourceKind[];
  readonly businessHours: BusinessHours | null;
  readonly steps: Step[];
}

export const WorkflowDefinition: z.ZodType<WorkflowDefinition> = z.object({
  version: z.literal(DEFINITION_VERSION),
  triggers: z.array(Trigger).min(1).max(MAX_TRIGGERS),
  filter: Filter,
  reenrolment: Reenrolment,
  unenrolment: z.object({ on: z.array(CancelReason).max(10), filter: Filter.nullable() }),
  sources: z.array(SourceKind).min(1).max(10),
  businessHours: BusinessHours.nullable(),
  steps: z.array(Step).max(MAX_STEPS),
});

/**
 * E10: automations apply to everything but chat and messenger unless they say so.
 * @rule E10
 */
export const DEFAULT_SOURCES: readonly SourceKind[] = ["email", "form", "manual"];
