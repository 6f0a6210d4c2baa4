/** Conditions over a ticket and what belongs to it, as plain JSON (F3). */
import { z } from "zod";
import { UserId, WorkflowId } from "../../model/ids.ts";
import { MAX_CONDITION_VALUES, MAX_FILTER_DEPTH, MAX_GROUP_SIZE, MAX_VALUE_CHARACTERS } from "./limits.ts";

const word = z.string().max(MAX_VALUE_CHARACTERS);
const words = z.array(word).min(1).max(MAX_CONDITION_VALUES);
const property = z.object({ object: z.string().max(40), property: z.string().max(80) });

export const SPAN_UNITS = ["minutes", "hours", "days", "weeks", "business-days"] as const;

/** A stretch of time before or after the moment of evaluation. */
export const Span = z.object({
  amount: z.number().int().min(1).max(100_000),
  unit: z.enum(SPAN_UNITS),
});
export type Span = z.infer<typeof Span>;

/** Who made the latest change of a property. */
export const ChangeAuthor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("anybody") }),
  z.object({ kind: z.literal("any-user") }),
  z.object({ kind: z.literal("user"), userId: UserId }),
  z.object({ kind: z.literal("any-workflow") }),
  z.object({ kind: z.literal("workflow"), workflowId: WorkflowId }),
  z.object({ kind: z.literal("rule") }),
]);
export type ChangeAuthor = z.infer<typeof ChangeAuthor>;

/** One question about one property. Which operators fit which type stands in `operators.ts`. */
export const Condition = z.discriminatedUnion("operator", [
  property.extend({ operator: z.enum(["is-known", "is-unknown"]) }),
  property.extend({
    operator: z.enum(["is", "is-not", "contains", "contains-not", "starts-with", "ends-with"]),
    value: word,
  }),
  property.extend({
    operator: z.enum(["is-any-of", "is-none-of", "has-any-of", "has-all-of", "has-none-of"]),
    values: words,
  }),
  property.extend({ operator: z.enum(["equals", "not-equals", "greater", "less"]), number: z.number() }),
  property.extend({ operator: z.literal("between"), from: z.number(), to: z.number() }),
  property.extend({ operator: z.enum(["before", "after"]), atEpochMs: z.number().int() }),
  property.extend({ operator: z.enum(["in-last", "not-in-last", "in-next", "not-in-next"]), span: Span }),
  property.extend({ operator: z.enum(["is-true", "is-false"]) }),
  property.extend({ operator: z.enum(["changed-by", "not-changed-by"]), author: ChangeAuthor }),
]);
export type Condition = z.infer<typeof Condition>;
export type Operator = Condition["operator"];

/** `all`: every part holds (none: true); `any`: at least one does (none: false). */
export type Filter = { readonly match: "all" | "any"; readonly parts: readonly (Condition | Filter)[] };

function groupOf(part: z.ZodType<Condition | Filter>): z.ZodType<Filter> {
  return z.object({ match: z.enum(["all", "any"]), parts: z.array(part).max(MAX_GROUP_SIZE) });
}

/** Groups of conditions alone. */
const innermost = groupOf(Condition);

/** Depth is bounded by the schema itself, so that no definition can exhaust the stack: the innermost level first, each within the next. */
export const FILTER_LEVELS: readonly z.ZodType<Filter>[] = Array.from({ length: MAX_FILTER_DEPTH - 1 }).reduce<
  z.ZodType<Filter>[]
>((levels) => [...levels, groupOf(z.union([Condition, levels.at(-1) ?? innermost]))], [innermost]);

export const Filter: z.ZodType<Filter> = FILTER_LEVELS.at(-1) ?? innermost;

export function isGroup(part: Condition | Filter): part is Filter {
  return "match" in part;
}
