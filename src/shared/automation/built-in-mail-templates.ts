import type { Language } from "../i18n/index.ts";
import type { MailTemplate } from "../model/setup/mail-template.ts";

export type BuiltInMailTemplate = NonNullable<MailTemplate["builtIn"]>;

/** What a built-in template says before anybody changed it. */
export type MailTemplateText = Pick<MailTemplate, "name" | "subject" | "body" | "html" | "marketing">;

/** Ids of the built-in templates: fixed, so that two devices that begin one desk begin the same, and workflows can name them. */
export const BUILT_IN_MAIL_TEMPLATE_IDS: Readonly<Record<BuiltInMailTemplate, string>> = {
  "ticket-received": "mail-template-ticket-received",
  "ticket-closed": "mail-template-ticket-closed",
};

const plain = (name: string, subject: string, ...paragraphs: readonly string[]): MailTemplateText => ({
  name,
  subject,
  body: paragraphs.join("\n\n"),
  html: false,
  // E4: they go to every contact.
  marketing: false,
});

/** E3: the words of the built-in templates in each language of the interface. */
export const BUILT_IN_MAIL_TEMPLATES: Readonly<
  Record<Language, Readonly<Record<BuiltInMailTemplate, MailTemplateText>>>
> = {
  en: {
    "ticket-received": plain(
      "Ticket received",
      "We received your request: {{ ticket.subject }}",
      'Hello {{ contact.firstname | default: "there" }},',
      'thank you for writing to us. Your request "{{ ticket.subject }}"{% if ticket.number %} (number {{ ticket.number }}){% endif %} has arrived, and we will answer as soon as we can.',
      "If you want to add something, just reply to this e-mail.",
      "{{ desk.name }}",
    ),
    "ticket-closed": plain(
      "Ticket closed",
      "Your request is closed: {{ ticket.subject }}",
      'Hello {{ contact.firstname | default: "there" }},',
      'we have closed your request "{{ ticket.subject }}"{% if ticket.number %} (number {{ ticket.number }}){% endif %}.',
      "If anything is still open, just reply to this e-mail and we will look at it again.",
      "{{ desk.name }}",
    ),
  },
  it: {
    "ticket-received": plain(
      "Richiesta ricevuta",
      "Abbiamo ricevuto la tua richiesta: {{ ticket.subject }}",
      "Ciao{% if contact.firstname %} {{ contact.firstname }}{% endif %},",
      "grazie per averci scritto. La tua richiesta «{{ ticket.subject }}»{% if ticket.number %} (numero {{ ticket.number }}){% endif %} è arrivata e ti risponderemo il prima possibile.",
      "Se vuoi aggiungere qualcosa, rispondi a questa e-mail.",
      "{{ desk.name }}",
    ),
    "ticket-closed": plain(
      "Richiesta chiusa",
      "La tua richiesta è chiusa: {{ ticket.subject }}",
      "Ciao{% if contact.firstname %} {{ contact.firstname }}{% endif %},",
      "abbiamo chiuso la tua richiesta «{{ ticket.subject }}»{% if ticket.number %} (numero {{ ticket.number }}){% endif %}.",
      "Se c'è ancora qualcosa da risolvere, rispondi a questa e-mail e la riapriremo.",
      "{{ desk.name }}",
    ),
  },
};
