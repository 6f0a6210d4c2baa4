import { z } from "zod";
import { asksAll } from "../asked.ts";
import { BUILT_IN_MAIL_TEMPLATE_IDS } from "../built-in-mail-templates.ts";
import { quoted } from "../describe/values.ts";
import { nameOf, words } from "../describe/words.ts";
import { hasNoSecrets } from "../kind.ts";
import { StepBase, TextTemplate, TitleTemplate } from "./common.ts";
import type { ActionKind } from "./kind.ts";

/** E3, E4: to the ticket's contacts. */
const schema = StepBase.extend({
  type: z.literal("send-email"),
  to: z.enum(["primary-contact", "all-contacts"]).default("primary-contact"),
  /** *Ticket received* on a status card: also for tickets that a user made. Elsewhere it says nothing. */
  alsoMadeByUsers: z.literal(true).optional(),
  mail: z.discriminatedUnion("kind", [
    /** One of the desk's mail templates; the built-in ones are transactional. */
    z.object({ kind: z.literal("template"), templateId: z.string().min(1).max(128) }),
    z.object({
      kind: z.literal("custom"),
      subject: TitleTemplate,
      /** Plain text, or HTML where `html` says so; placeholders are escaped accordingly. */
      body: TextTemplate,
      html: z.boolean().default(false),
      /** E4: only to contacts that agreed to marketing. */
      marketing: z.boolean().default(false),
    }),
  ]),
});
export type SendEmailStep = z.infer<typeof schema>;

/** Whoever makes a ticket for somebody doesn't mean to tell them that it arrived, unless that is asked for. */
export const answersOnlyCustomers = ({ mail }: SendEmailStep): boolean =>
  mail.kind === "template" && mail.templateId === BUILT_IN_MAIL_TEMPLATE_IDS["ticket-received"];

export const sendEmail: ActionKind<typeof schema> = {
  type: "send-email",
  category: "communication",
  icon: "mail",
  label: "words.kind.send-email",
  schema,
  awaitsAnswer: false,
  defaults: () => ({
    type: "send-email",
    to: "primary-contact",
    mail: {
      kind: "custom",
      subject: "{{ ticket.subject }}",
      body: "{{ contact.name }}",
      html: false,
      marketing: false,
    },
  }),
  references(step, path, at) {
    const { mail } = step;
    if (mail.kind !== "template") return step;
    return {
      ...step,
      mail: { ...mail, templateId: at("mail-template", mail.templateId, `${path}.mail.templateId`) },
    };
  },
  withoutSecrets: hasNoSecrets,
  templates: ({ mail }) =>
    mail.kind === "template"
      ? []
      : [
          { field: "mail.subject", text: mail.subject },
          { field: "mail.body", text: mail.body },
        ],
  asks: asksAll,
  changes: () => [{ kind: "mails-customer" }],
  validate({ mail }, path, context, report) {
    if (mail.kind === "template" && !context.has("mail-template", mail.templateId))
      report(`${path}.mail.templateId`, "unknown-template", mail.templateId);
  },
  describe({ to, mail }, names) {
    const people = words(`words.people.${to}`);
    if (mail.kind === "template")
      return words("words.step.send-email.template", {
        template: nameOf(names, "mail-template", mail.templateId),
        people,
      });
    return words(`words.step.send-email.${mail.marketing ? "marketing" : "custom"}`, {
      subject: quoted(mail.subject),
      people,
    });
  },
};
