import { z } from "zod";
import { asksAll } from "../asked.ts";
import { propertyWords, quoted } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { sets } from "./changes.ts";
import { StepBase, TextTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";

/** A text, or a tag, made of a template: cut, lower case, dates as words (F6's filters). */
const schema = StepBase.extend({
  type: z.literal("format-property"),
  property: z.enum(["subject", "tags"]),
  template: TextTemplate,
});
export type FormatPropertyStep = z.infer<typeof schema>;

export const formatProperty: ActionKind<typeof schema> = {
  type: "format-property",
  category: "data",
  icon: "text-wrap",
  label: "words.kind.format-property",
  schema,
  awaitsAnswer: false,
  defaults: () => ({ type: "format-property", property: "subject", template: "{{ ticket.subject }}" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: ({ template }) => [{ field: "template", text: template }],
  asks: asksAll,
  // Which tag it adds only the ticket tells, and other tags stay.
  changes: ({ property }) => (property === "tags" ? [] : [sets(property, undefined, "anew")]),
  validate: isValidAsRead,
  describe: ({ property, template }, names) =>
    words("words.step.format-property", {
      property: propertyWords("ticket", property, names),
      template: quoted(template),
    }),
};
