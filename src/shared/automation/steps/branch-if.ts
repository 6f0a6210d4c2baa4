import type { z } from "zod";
import { askedOfFilter, askedTogether } from "../asked.ts";
import { describeFilter } from "../describe/describe-condition.ts";
import { words, type Names, type Phrase } from "../describe/words.ts";
import { holdsAlways, holdsNever } from "../filters/certain.ts";
import { compileFilter } from "../filters/evaluate.ts";
import { Filter } from "../filters/filter.ts";
import { hasNoSecrets, namesNothing } from "../kind.ts";
import { validateFilter } from "../validate/filters.ts";
import { armSchema, branchSchema, branchWords, type Arm, type Branch } from "./branch.ts";
import { changesNothing } from "./changes.ts";
import { hasNoTemplates, type AnyStep, type BranchKind } from "./kind.ts";

export interface IfArm<Inner> extends Arm<Inner> {
  readonly filter: Filter;
}
/** Takes the first arm whose filter holds. */
export interface BranchIfStep<Inner = AnyStep> extends Branch<Inner> {
  readonly type: "branch-if";
  readonly arms: IfArm<Inner>[];
}

export const branchIf = {
  type: "branch-if",
  category: "branch",
  icon: "git-branch",
  label: "words.kind.branch-if",
  schema: <Inner>(steps: z.ZodType<Inner[]>) =>
    branchSchema("branch-if", armSchema(steps).extend({ filter: Filter }), steps),
  defaults: () => ({
    type: "branch-if",
    arms: [
      {
        id: "a",
        name: "",
        filter: {
          match: "all",
          parts: [{ object: "ticket", property: "priority", operator: "is", value: "urgent" }],
        },
        steps: [],
      },
    ],
    otherwise: [],
  }),
  // Conditions name documents too: whoever walks over a workflow goes into its filters.
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: ({ arms }) => askedTogether(arms.map(({ filter }) => askedOfFilter(filter))),
  changes: changesNothing,
  validate({ arms }, path, context, report) {
    arms.forEach(({ filter }, position) => validateFilter(filter, `${path}.arms.${position}.filter`, context, report));
  },
  describe: (step, names) =>
    words("words.step.branch-if", { arms: branchWords(step, (armId) => describeArm(step, armId, names)) }),
  choose: ({ arms }, { facts, businessHours }) =>
    arms.find(({ filter }) => compileFilter(filter, businessHours)(facts))?.id ?? null,
  describeArm,
  deadArms({ arms, otherwise }) {
    // Behind an arm that takes everything nothing is taken.
    const all = arms.findIndex(({ filter }) => holdsAlways(filter));
    const isBehind = (position: number) => all !== -1 && position > all;
    const dead = arms.flatMap(({ filter }, position) =>
      isBehind(position) || holdsNever(filter) ? [`arms.${position}`] : [],
    );
    return all !== -1 && otherwise.length > 0 ? [...dead, "otherwise"] : dead;
  },
  mapFilters: (step, change) => ({
    ...step,
    arms: step.arms.map((arm, position) => ({ ...arm, filter: change(arm.filter, position) })),
  }),
} satisfies BranchKind<BranchIfStep>;

function describeArm({ arms }: BranchIfStep, armId: string, names: Names): Phrase {
  const arm = arms.find(({ id }) => id === armId);
  return arm ? describeFilter(arm.filter, names) : words("words.arm.otherwise");
}
