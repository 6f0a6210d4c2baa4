import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { words, type Phrase } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { armSchema, branchSchema, branchWords, hasNoFilters, type Arm, type Branch } from "./branch.ts";
import { changesNothing } from "./changes.ts";
import { hasNoTemplates, type AnyStep, type BranchKind } from "./kind.ts";

export interface RandomArm<Inner> extends Arm<Inner> {
  readonly weight: number;
}
/** By weight; which arm a run takes follows from the run, so that a repetition takes the same one. */
export interface BranchRandomStep<Inner = AnyStep> extends Branch<Inner> {
  readonly type: "branch-random";
  readonly arms: RandomArm<Inner>[];
}

export const branchRandom = {
  type: "branch-random",
  category: "branch",
  icon: "arrows-shuffle",
  label: "words.kind.branch-random",
  schema: <Inner>(steps: z.ZodType<Inner[]>) =>
    branchSchema("branch-random", armSchema(steps).extend({ weight: z.number().int().min(1).max(1000) }), steps),
  defaults: () => ({
    type: "branch-random",
    arms: [
      { id: "a", name: "A", weight: 1, steps: [] },
      { id: "b", name: "B", weight: 1, steps: [] },
    ],
    otherwise: [],
  }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: changesNothing,
  validate: isValidAsRead,
  describe: (step) =>
    words("words.step.branch-random", { arms: branchWords(step, (armId) => describeArm(step, armId)) }),
  choose: ({ arms }, { lot }) => drawn(arms, lot),
  describeArm,
  // One of the arms is always drawn.
  deadArms: ({ otherwise }) => (otherwise.length > 0 ? ["otherwise"] : []),
  mapFilters: hasNoFilters,
} satisfies BranchKind<BranchRandomStep>;

type Weighted = { readonly id: string; readonly weight: number };

const totalOf = (arms: readonly Weighted[]) => arms.reduce((sum, { weight }) => sum + weight, 0);

function drawn(arms: readonly Weighted[], lot: number): string | null {
  let left = lot * totalOf(arms);
  for (const { id, weight } of arms) {
    if (left < weight) return id;
    left -= weight;
  }
  return arms.at(-1)?.id ?? null;
}

function describeArm({ arms }: BranchRandomStep, armId: string): Phrase {
  const arm = arms.find(({ id }) => id === armId);
  if (!arm) return words("words.arm.otherwise");
  const percent = Math.round((arm.weight / totalOf(arms)) * 100);
  return words("words.arm.weight", { name: arm.name || arm.id, percent });
}
