import { z } from "zod";
import { asksAll } from "../asked.ts";
import { quoted } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import { changesNothing } from "./changes.ts";
import { StepBase, TitleTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";
import { Audience, audienceWords, peopleAt, validatePeople } from "./people.ts";

/** In the app and on the desktop. */
const schema = StepBase.extend({
  type: z.literal("notify"),
  to: Audience,
  title: TitleTemplate,
  text: z.string().trim().max(MAX_TEMPLATE_CHARACTERS).default(""),
});
export type NotifyStep = z.infer<typeof schema>;

export const notify: ActionKind<typeof schema> = {
  type: "notify",
  category: "communication",
  icon: "bell",
  label: "words.kind.notify",
  schema,
  awaitsAnswer: false,
  defaults: () => ({
    type: "notify",
    to: { userIds: [], teamIds: [], owner: true, followers: false },
    title: "{{ ticket.subject }}",
    text: "",
  }),
  references: (step, path, at) => ({ ...step, to: peopleAt(step.to, `${path}.to`, at) }),
  withoutSecrets: hasNoSecrets,
  templates: ({ title, text }) => [
    { field: "title", text: title },
    { field: "text", text },
  ],
  asks: asksAll,
  changes: changesNothing,
  validate: ({ to }, path, context, report) =>
    validatePeople(to, `${path}.to`, context, report, to.owner || to.followers),
  describe: ({ to, title }, names) =>
    words("words.step.notify", { title: quoted(title), people: audienceWords(to, names) }),
};
