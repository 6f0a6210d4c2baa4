import { z } from "zod";
import { asksAll } from "../asked.ts";
import { propertyWords } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { propertyType, type PropertyType } from "../filters/properties.ts";
import { hasNoSecrets } from "../kind.ts";
import { atProperty } from "../property-reference.ts";
import { sets } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

/** Into a property of the ticket from one that may be of another object; a value that does not fit leaves the step skipped with the reason. */
const schema = StepBase.extend({
  type: z.literal("copy-property"),
  from: z.object({ object: z.string().max(40), property: z.string().max(80) }),
  to: z.enum(["subject", "priority", "ownerId", "dueAtEpochMs", "closedAtEpochMs"]),
});
export type CopyPropertyStep = z.infer<typeof schema>;

export const copyProperty: ActionKind<typeof schema> = {
  type: "copy-property",
  category: "data",
  icon: "copy",
  label: "words.kind.copy-property",
  schema,
  awaitsAnswer: false,
  defaults: () => ({ type: "copy-property", from: { object: "message", property: "subject" }, to: "subject" }),
  references: (step, path, at) => ({
    ...step,
    from: { ...step.from, property: atProperty(step.from.property, `${path}.from.property`, at) },
  }),
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksAll,
  changes: ({ to }) => [sets(to)],
  validate({ from, to }, path, _context, report) {
    const name = `${from.object}.${from.property}`;
    const type = propertyType(from.object, from.property);
    if (type === null) report(`${path}.from.property`, "unknown-property", name);
    else if (!fits(type, to) || name === `ticket.${to}`) report(`${path}.to`, "does-not-fit", `${name} → ${to}`);
  },
  describe: ({ from, to }, names) =>
    words("words.step.copy-property", {
      from: propertyWords(from.object, from.property, names),
      to: propertyWords("ticket", to, names),
    }),
};

/** Whether a value of that type can ever be one of the property's; texts may, so what they say is seen when the step runs. */
function fits(type: PropertyType, to: CopyPropertyStep["to"]): boolean {
  switch (to) {
    case "subject":
      return type.kind === "text" || type.kind === "number" || (type.kind === "choice" && Array.isArray(type.values));
    case "priority":
      return type.kind === "text" || (type.kind === "choice" && Array.isArray(type.values));
    case "ownerId":
      return type.kind === "text" || (type.kind === "choice" && type.values === "user");
    case "dueAtEpochMs":
    case "closedAtEpochMs":
      return type.kind === "date";
  }
}
