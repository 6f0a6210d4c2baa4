import { z } from "zod";
import { asksAll } from "../asked.ts";
import { quoted } from "../describe/values.ts";
import { words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { changesNothing } from "./changes.ts";
import { StepBase, TextTemplate, TitleTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";
import { Audience, audienceWords, peopleAt, validatePeople } from "./people.ts";

/** E2: an e-mail to people of the desk; those who are users are notified too. */
const schema = StepBase.extend({
  type: z.literal("send-internal-email"),
  to: Audience,
  /** Addresses that are no users'. */
  addresses: z.array(z.email().max(254)).max(50).default([]),
  subject: TitleTemplate,
  body: TextTemplate,
});
export type SendInternalEmailStep = z.infer<typeof schema>;

export const sendInternalEmail: ActionKind<typeof schema> = {
  type: "send-internal-email",
  category: "communication",
  icon: "mail-share",
  label: "words.kind.send-internal-email",
  schema,
  awaitsAnswer: false,
  defaults: () => ({
    type: "send-internal-email",
    to: { userIds: [], teamIds: [], owner: true, followers: false },
    addresses: [],
    subject: "{{ ticket.subject }}",
    body: "{{ message.text }}",
  }),
  references: (step, path, at) => ({ ...step, to: peopleAt(step.to, `${path}.to`, at) }),
  withoutSecrets: hasNoSecrets,
  templates: ({ subject, body }) => [
    { field: "subject", text: subject },
    { field: "body", text: body },
  ],
  asks: asksAll,
  changes: changesNothing,
  validate: ({ to, addresses }, path, context, report) =>
    validatePeople(to, `${path}.to`, context, report, to.owner || to.followers || addresses.length > 0),
  describe: ({ to, addresses, subject }, names) =>
    words("words.step.send-internal-email", {
      subject: quoted(subject),
      people: audienceWords(to, names, addresses),
    }),
};
