/**
 * What a kind of step has to say, all in one place: its own file beside this one. `step.ts` has the table of all of them; reading, checking, describing, linting,
 * importing and exporting workflows go through that table, and so does the editor. What a step does when it is made is in the main process, in the
 * table `ACTIONS`.
 */
import type { z } from "zod";
import type { StepId } from "../../model/ids.ts";
import type { Waiting } from "../../model/run.ts";
import type { Asked } from "../asked.ts";
import type { Names, Phrase, Words } from "../describe/words.ts";
import type { FactValue, Facts } from "../filters/evaluate.ts";
import type { Filter } from "../filters/filter.ts";
import type { Kind } from "../kind.ts";
import type { BusinessHours } from "../schedule/business-hours.ts";
import type { DefinitionContext, Report } from "../validate/issue.ts";
import type { StepChange } from "./changes.ts";

/** The groups in which the editor offers them (F5). */
export const STEP_CATEGORIES = ["delay", "branch", "communication", "crm", "data", "other"] as const;
export type StepCategory = (typeof STEP_CATEGORIES)[number];

/** A Liquid template in a step (F6), by the path of its field within the step. */
export type Template = { readonly field: string; readonly text: string };

export type AnyStep = { readonly id: StepId; readonly type: string };

export type StepKind<Of extends AnyStep> = Kind<Of> & {
  readonly category: StepCategory;
  /** `hasNoTemplates` where it has none. The validator checks each. */
  templates(step: Of): readonly Template[];
  /** What it looks at beside the ticket when it is made. */
  asks(step: Of): Asked;
  changes(step: Of): readonly StepChange[];
  /** What the schema can't see, but for templates. */
  validate(step: Of, path: string, context: DefinitionContext, report: Report): void;
  /** @param target a step of the workflow in words, or its id; null where it is gone */
  describe(step: Of, names: Names, target: (stepId: StepId) => Phrase | null): Words;
};

export type StepSchema = z.ZodObject & z.ZodType<AnyStep>;

/** A step that does something, in the main process. */
export type ActionKind<Schema extends StepSchema> = StepKind<z.infer<Schema>> & Acts & { readonly schema: Schema };

export type Acts = {
  /** Whether the run waits for another program's answer. */
  readonly awaitsAnswer: boolean;
};

/** A step that waits, and changes nothing. */
export type WaitKind<Schema extends StepSchema> = StepKind<z.infer<Schema>> &
  Waits<z.infer<Schema>> & { readonly schema: Schema };

export type Waits<Of extends AnyStep> = {
  /** What it waits for from now on; null where there is nothing to wait for: it is complete at once. */
  plan(step: Of, facts: WaitFacts): Waiting | null;
  exits(step: Of): readonly WaitExit[];
  /** Whether the run ends where the wait ends that way. */
  stopsAt(step: Of, exit: WaitExit): boolean;
  /** The field because of which it may wait for ever (F12b); null where it always has an end. */
  endlessField(step: Of): string | null;
};

/** How a wait ends: its time came, or what it waited for; something made it needless; what it waits for happened; it did not happen in time. */
export type WaitExit = "completed" | "cancelled" | "happened" | "timed-out";

export type WaitFacts = {
  readonly nowEpochMs: number;
  readonly businessHours: BusinessHours | null;
  /** Zone of weekdays and times where there are no business hours. */
  readonly timeZone: string;
  /** A date property of the ticket; null where it is unknown. */
  date(property: string): FactValue;
};

/** A step that only says where the run goes on. */
export type LeadKind<Schema extends StepSchema> = StepKind<z.infer<Schema>> &
  Leads<z.infer<Schema>> & { readonly schema: Schema };

export type Leads<Of extends AnyStep> = {
  /** Null: nowhere, the run ends. */
  leadsTo(step: Of): StepId | null;
};

/** A branch. What lies in its arms is none of its business: whoever walks over a workflow goes into them. */
export type BranchKind<Of extends AnyStep> = StepKind<Of> &
  Branches<Of> & {
    /** @param steps of the lists in its arms */
    schema(steps: z.ZodType<AnyStep[]>): z.ZodObject;
  };

export type Branches<Of extends AnyStep> = {
  /** The arm that a run takes; null: otherwise. */
  choose(step: Of, choice: ArmChoice): string | null;
  /** When an arm is taken. */
  describeArm(step: Of, armId: string, names: Names): Phrase;
  /** Places of arms that nothing can take (F12b), as `arms.2` and `otherwise`; an empty `otherwise` misses nothing. */
  deadArms(step: Of): readonly string[];
  /** The branch with the filter of each arm replaced; `hasNoFilters` where its arms have none. */
  mapFilters<One extends Of>(step: One, change: (filter: Filter, position: number) => Filter): One;
};

export type ArmChoice = {
  readonly facts: Facts;
  /** Of the workflow; null where it has none. */
  readonly businessHours: BusinessHours | null;
  /** What became of the step before; null where there is none. */
  readonly lastOutcome: string | null;
  /** Between 0 and 1, the same whenever this branch of this run is taken. */
  readonly lot: number;
};

export const hasNoTemplates = (): readonly Template[] => [];
