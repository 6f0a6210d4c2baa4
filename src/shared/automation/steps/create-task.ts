import { z } from "zod";
import { UserId } from "../../model/ids.ts";
import { asksAll } from "../asked.ts";
import { quoted } from "../describe/values.ts";
import { nameOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import { changesNothing } from "./changes.ts";
import { Duration, StepBase, TitleTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";
import { userAt, validateUser } from "./people.ts";

const schema = StepBase.extend({
  type: z.literal("create-task"),
  title: TitleTemplate,
  detail: z.string().max(MAX_TEMPLATE_CHARACTERS).default(""),
  /** Null: the ticket's owner, else who looks after the automations. */
  userId: UserId.nullable().default(null),
  dueAfter: Duration.nullable().default(null),
  businessHours: z.boolean().default(false),
});
export type CreateTaskStep = z.infer<typeof schema>;

export const createTask: ActionKind<typeof schema> = {
  type: "create-task",
  category: "crm",
  icon: "checkbox",
  label: "words.kind.create-task",
  schema,
  awaitsAnswer: false,
  defaults: () => ({
    type: "create-task",
    title: "{{ ticket.subject }}",
    detail: "",
    userId: null,
    dueAfter: null,
    businessHours: false,
  }),
  references: (step, path, at) =>
    step.userId === null ? step : { ...step, userId: userAt(step.userId, `${path}.userId`, at) },
  withoutSecrets: hasNoSecrets,
  templates: ({ title, detail }) => [
    { field: "title", text: title },
    { field: "detail", text: detail },
  ],
  asks: asksAll,
  changes: changesNothing,
  validate({ userId }, path, context, report) {
    if (userId !== null) validateUser(userId, `${path}.userId`, context, report);
  },
  describe(step, names) {
    const title = quoted(step.title);
    if (step.userId === null) return words("words.step.create-task", { title });
    return words("words.step.create-task.user", { title, user: nameOf(names, "user", step.userId) });
  },
};
