/** Sets one of the ticket's plain properties, or empties it (F5). */
import { z } from "zod";
import { EditableTicketProperties, TicketPriority } from "../../model/ticket.ts";
import { asksNothing } from "../asked.ts";
import { propertyWords, valueWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { sets } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

const setSchema = StepBase.extend({
  type: z.literal("set-property"),
  change: z.discriminatedUnion("property", [
    z.object({ property: z.literal("priority"), value: TicketPriority.nullable() }),
    z.object({ property: z.literal("dueAtEpochMs"), value: EditableTicketProperties.shape.dueAtEpochMs }),
  ]),
});
export type SetPropertyStep = z.infer<typeof setSchema>;

export const setProperty: ActionKind<typeof setSchema> = {
  type: "set-property",
  category: "data",
  icon: "edit",
  label: "words.kind.set-property",
  schema: setSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "set-property", change: { property: "priority", value: "high" } }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ change }) => [sets(change.property, change.value)],
  validate: isValidAsRead,
  describe({ change: { property, value } }, names) {
    const named = propertyWords("ticket", property, names);
    if (value === null) return words("words.step.clear-property", { property: named });
    return words("words.step.set-property", {
      property: named,
      value: valueWords("ticket", property, value, names),
    });
  },
};

const clearSchema = StepBase.extend({
  type: z.literal("clear-property"),
  property: z.enum(["priority", "ownerId", "dueAtEpochMs", "closedAtEpochMs", "tags"]),
});
export type ClearPropertyStep = z.infer<typeof clearSchema>;

export const clearProperty: ActionKind<typeof clearSchema> = {
  type: "clear-property",
  category: "data",
  icon: "eraser",
  label: "words.kind.clear-property",
  schema: clearSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "clear-property", property: "dueAtEpochMs" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: ({ property }) => [sets(property, null)],
  validate: isValidAsRead,
  describe: ({ property }, names) =>
    words("words.step.clear-property", { property: propertyWords("ticket", property, names) }),
};
