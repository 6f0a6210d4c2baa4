/** What the kinds of branches have in common: arms with steps in them, and what is done where no arm is taken. */
import { z } from "zod";
import type { StepId } from "../../model/ids.ts";
import { listOf, words, type Phrase } from "../describe/words.ts";
import { MAX_CONDITION_VALUES, MAX_VALUE_CHARACTERS } from "../filters/limits.ts";
import { MAX_ARMS } from "../limits.ts";
import { StepBase } from "./common.ts";
import type { AnyStep } from "./kind.ts";

/** `Inner`: the steps in the arms. A branch does not look at them. */
export interface Arm<Inner = AnyStep> {
  readonly id: string;
  readonly name: string;
  readonly steps: Inner[];
}
export interface ValueArm<Inner = AnyStep> extends Arm<Inner> {
  readonly values: string[];
}
/** A branch takes the first arm that fits, else `otherwise`; both then go on behind the branch. */
export interface Branch<Inner> {
  readonly id: StepId;
  readonly otherwise: Inner[];
}

/** What every arm has. */
export const armSchema = <Inner>(steps: z.ZodType<Inner[]>) =>
  z.object({ id: z.string().min(1).max(60), name: z.string().trim().max(120), steps });

export const valueArmSchema = <Inner>(steps: z.ZodType<Inner[]>) =>
  armSchema(steps).extend({
    values: z.array(z.string().max(MAX_VALUE_CHARACTERS)).min(1).max(MAX_CONDITION_VALUES),
  });

export const armsSchema = <OfArm extends z.ZodType>(arm: OfArm) => z.array(arm).min(1).max(MAX_ARMS);

export const branchSchema = <Type extends string, OfArm extends z.ZodType, Inner>(
  type: Type,
  arm: OfArm,
  steps: z.ZodType<Inner[]>,
) => StepBase.extend({ type: z.literal(type), arms: armsSchema(arm), otherwise: steps });

export const hasNoFilters = <One>(branch: One): One => branch;

/** Arms all of whose values other arms before them take, in whatever case. */
export function deadValueArms(arms: readonly ValueArm[]): string[] {
  const seen = new Set<string>();
  return arms.flatMap(({ values }, position) => {
    const lower = values.map((value) => value.toLowerCase());
    const isDead = lower.every((value) => seen.has(value));
    for (const value of lower) seen.add(value);
    return isDead ? [`arms.${position}`] : [];
  });
}

/** The names of the arms; an arm without a name by when it is taken. */
export function branchWords(
  { arms }: { readonly arms: readonly Arm[] },
  describeArm: (armId: string) => Phrase,
): Phrase {
  return listOf([...arms.map(({ id, name }) => name || describeArm(id)), words("words.arm.otherwise")], "plain");
}
