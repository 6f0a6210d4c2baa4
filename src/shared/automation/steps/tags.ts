/** Puts tags on the ticket, or takes them off (F5). */
import { z } from "zod";
import { asksNothing } from "../asked.ts";
import { listOf, words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { sets } from "./changes.ts";
import { StepBase, Tag } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

const tags = z.array(Tag).min(1).max(50);

const addSchema = StepBase.extend({ type: z.literal("add-tags"), tags });
export type AddTagsStep = z.infer<typeof addSchema>;

export const addTags: ActionKind<typeof addSchema> = {
  type: "add-tags",
  category: "crm",
  icon: "tag",
  label: "words.kind.add-tags",
  schema: addSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "add-tags", tags: ["follow-up"] }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: (step) => step.tags.map((tag) => sets(`tags: ${tag}`, "added")),
  validate: isValidAsRead,
  describe: (step) => words("words.step.add-tags", { tags: listOf(step.tags, "and") }),
};

const removeSchema = StepBase.extend({ type: z.literal("remove-tags"), tags });
export type RemoveTagsStep = z.infer<typeof removeSchema>;

export const removeTags: ActionKind<typeof removeSchema> = {
  type: "remove-tags",
  category: "crm",
  icon: "tag-off",
  label: "words.kind.remove-tags",
  schema: removeSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "remove-tags", tags: ["follow-up"] }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksNothing,
  changes: (step) => step.tags.map((tag) => sets(`tags: ${tag}`, "removed")),
  validate: isValidAsRead,
  describe: (step) => words("words.step.remove-tags", { tags: listOf(step.tags, "and") }),
};
