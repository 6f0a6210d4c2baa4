/** Steps that compute a property from others (F5). */
import { z } from "zod";
import { MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import { Duration, StepBase } from "./common.ts";

/** Into a property of the ticket from one that may be of another object; a value that does not fit leaves the step skipped with the reason. */
export const CopyPropertyStep = StepBase.extend({
  type: z.literal("copy-property"),
  from: z.object({ object: z.string().max(40), property: z.string().max(80) }),
  to: z.enum(["subject", "priority", "ownerId", "dueAtEpochMs", "closedAtEpochMs"]),
});
export type CopyPropertyStep = z.infer<typeof CopyPropertyStep>;

/** A priority by so many grades, a date by a stretch of time. */
export const IncreasePropertyStep = StepBase.extend({
  type: z.literal("increase-property"),
  change: z.discriminatedUnion("property", [
    z.object({ property: z.literal("priority"), by: z.number().int().min(-3).max(3) }),
    z.object({ property: z.literal("dueAtEpochMs"), by: Duration, direction: z.enum(["later", "earlier"]) }),
  ]),
});
export type IncreasePropertyStep = z.infer<typeof IncreasePropertyStep>;

/** A text, or a tag, made of a template: cut, lower case, dates as words (F6's filters). */
export const FormatPropertyStep = StepBase.extend({
  type: z.literal("format-property"),
  property: z.enum(["subject", "tags"]),
  template: z.string().trim().min(1).max(MAX_TEMPLATE_CHARACTERS),
});
export type FormatPropertyStep = z.infer<typeof FormatPropertyStep>;
