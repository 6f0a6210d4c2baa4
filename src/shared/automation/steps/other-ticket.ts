/** Steps that join the ticket with another one of the same contact (F5). */
import { z } from "zod";
import { asksAll } from "../asked.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets, isValidAsRead, namesNothing } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { StepBase } from "./common.ts";
import { hasNoTemplates, type ActionKind } from "./kind.ts";

/** Which other ticket: of the same contact and open; none: the step is skipped. */
const OtherTicket = z.enum(["oldest-open-of-contact", "newest-open-of-contact"]);

const linkSchema = StepBase.extend({ type: z.literal("link-ticket"), other: OtherTicket });
export type LinkTicketStep = z.infer<typeof linkSchema>;

export const linkTicket: ActionKind<typeof linkSchema> = {
  type: "link-ticket",
  category: "crm",
  icon: "link",
  label: "words.kind.link-ticket",
  schema: linkSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "link-ticket", other: "oldest-open-of-contact" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksAll,
  changes: changesNothing,
  validate: isValidAsRead,
  describe: ({ other }) => words("words.step.link-ticket", { ticket: words(`words.otherTicket.${other}`) }),
};

/** The ticket's conversations go to the other one, and the ticket is closed. */
const mergeSchema = StepBase.extend({ type: z.literal("merge-into"), other: OtherTicket });
export type MergeIntoStep = z.infer<typeof mergeSchema>;

export const mergeInto: ActionKind<typeof mergeSchema> = {
  type: "merge-into",
  category: "crm",
  icon: "git-merge",
  label: "words.kind.merge-into",
  schema: mergeSchema,
  awaitsAnswer: false,
  defaults: () => ({ type: "merge-into", other: "oldest-open-of-contact" }),
  references: namesNothing,
  withoutSecrets: hasNoSecrets,
  templates: hasNoTemplates,
  asks: asksAll,
  // A merged ticket is out of every workflow: nothing can be set off on it.
  changes: changesNothing,
  validate: isValidAsRead,
  describe: ({ other }) => words("words.step.merge-into", { ticket: words(`words.otherTicket.${other}`) }),
};
