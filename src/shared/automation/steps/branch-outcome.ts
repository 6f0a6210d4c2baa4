import type { z } from "zod";
import type { StepOutcome } from "../../model/run.ts";
import { asksNothing } from "../asked.ts";
import { listOf, words, type Phrase, type WordsKey } from "../describe/words.ts";
import { hasNoSecrets, namesNothing } from "../kind.ts";
import {
  branchSchema,
  branchWords,
  deadValueArms,
  hasNoFilters,
  valueArmSchema,
  type Branch,
  type ValueArm,
} from "./branch.ts";
import { changesNothing } from "./changes.ts";
import { hasNoTemplates, type AnyStep, type BranchKind } from "./kind.ts";

/** On what became of the step before: done, skipped, failed, completed, cancelled, timed-out, and of mails that were waited for: sent, held. */
export interface BranchOutcomeStep<Inner = AnyStep> extends Branch<Inner> {
  readonly type: "branch-outcome";
  readonly arms: ValueArm<Inner>[];
}

const OUTCOMES: Readonly<Record<StepOutcome["kind"], WordsKey>> = {
  done: "words.value.done",
  skipped: "words.value.skipped",
  failed: "words.value.failed",
  took: "words.value.took",
  completed: "words.value.completed",
  cancelled: "words.value.cancelled",
  "timed-out": "words.value.timed-out",
  sent: "words.value.sent",
  held: "words.value.held",
};
const isOutcome = (value: string): value is StepOutcome["kind"] => Object.hasOwn(OUTCOMES, value);

export const branchOutcome = {
  type: "branch-outcome",
  category: "branch",
  icon: "git-compare",
  label: "words.kind.branch-outcome",
  schema: <Inner>(steps: z.ZodType<Inner[]>) => branchSchema("branch-outcome", valueArmSchema(steps), steps),
  defaults: () => ({
    type: "branch-outcome",
    arms: [{ id: "a", name: "", values: ["skipped", "failed"], steps: [] }],
    otherwise: [],
  }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate({ arms }, path, _context, report) {
    arms.forEach(({ values }, position) =>
      values.forEach((value, index) => {
        if (!isOutcome(value)) report(`${path}.arms.${position}.values.${index}`, "unknown-value", value);
      }),
    );
  },
  describe: (step) =>
    words("words.step.branch-outcome", { arms: branchWords(step, (armId) => describeArm(step, armId)) }),
  choose: ({ arms }, { lastOutcome }) =>
    arms.find(({ values }) => lastOutcome !== null && values.includes(lastOutcome))?.id ?? null,
  describeArm,
  deadArms: ({ arms }) => deadValueArms(arms),
  mapFilters: hasNoFilters,
} satisfies BranchKind<BranchOutcomeStep>;

function describeArm({ arms }: BranchOutcomeStep, armId: string): Phrase {
  const arm = arms.find(({ id }) => id === armId);
  if (!arm) return words("words.arm.otherwise");
  const values = arm.values.map((value) => (isOutcome(value) ? words(OUTCOMES[value]) : value));
  return listOf(values, "or");
}
