/** Mail templates (E3, E4). */
import { z } from "zod";
import { LANGUAGES, type Language } from "../i18n/index.ts";
import { MailTemplate } from "../model/setup/mail-template.ts";
import { MailAddress } from "../model/mail.ts";
import { ChannelId, OutboxItemId, TicketId } from "../model/ids.ts";
import { PublicUrl } from "../model/setup/settings.ts";
import { procedure } from "./base.ts";
import { MAILBOX_ADDRESS } from "./outgoing.ts";

export const MailTemplateView = MailTemplate.omit({ stamps: true });
export type MailTemplateView = z.infer<typeof MailTemplateView>;

const byId = z.object({ id: MailTemplate.shape.id.min(1).max(128) });
/** What a template says; as it stands on a screen it may not be saved yet. */
const MailTemplateWords = MailTemplate.pick({ subject: true, body: true, html: true, marketing: true });

/** What a template would write for a ticket. */
export const MailTemplatePreview = z.object({
  /** The ticket's contact; null where it has none. */
  to: MailAddress.nullable(),
  subject: z.string(),
  /** As programs show it that show no formatted mail, with signature and footer. */
  text: z.string(),
  html: z.string(),
  /** Why this contact would not get it: a stable key, as of a skipped step. Null: they would. */
  leftOut: z.string().nullable(),
});
export type MailTemplatePreview = z.infer<typeof MailTemplatePreview>;

const languages = Object.keys(LANGUAGES) as [Language, ...Language[]];

export const mailTemplates = {
  list: procedure
    .route({ method: "GET", path: "/mail-templates", tags: ["Mail templates"], summary: "List mail templates" })
    .output(z.object({ items: z.array(MailTemplateView) })),
  get: procedure
    .route({ method: "GET", path: "/mail-templates/{id}", tags: ["Mail templates"], summary: "Get a mail template" })
    .input(byId)
    .output(MailTemplateView),
  create: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/mail-templates",
      successStatus: 201,
      tags: ["Mail templates"],
      summary: "Create a mail template; its placeholders are checked",
    })
    .input(
      z
        .object({
          name: MailTemplate.shape.name,
          subject: MailTemplate.shape.subject,
          body: MailTemplate.shape.body,
          html: z.boolean().default(false),
          marketing: z.boolean().default(false),
        })
        .strict(),
    )
    .output(MailTemplateView),
  /** What is absent stays. A built-in one stays transactional (E4). */
  update: procedure
    .meta({ access: "settings" })
    .route({
      method: "PATCH",
      path: "/mail-templates/{id}",
      tags: ["Mail templates"],
      summary: "Change a mail template; its placeholders are checked",
    })
    .input(
      byId
        .extend({
          name: MailTemplate.shape.name.optional(),
          subject: MailTemplate.shape.subject.optional(),
          body: MailTemplate.shape.body.optional(),
          html: z.boolean().optional(),
          marketing: z.boolean().optional(),
          /** The words that are changed from: where one is another by now, nothing is changed (409). */
          onlyIf: MailTemplateWords.extend({ name: MailTemplate.shape.name }).partial().strict().optional(),
        })
        .strict(),
    )
    .output(MailTemplateView),
  reset: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/mail-templates/{id}/reset",
      tags: ["Mail templates"],
      summary: "Give a built-in mail template its own words again",
    })
    .input(byId.extend({ language: z.enum(languages).default("en") }).strict())
    .output(MailTemplateView),
  remove: procedure
    .meta({ access: "settings" })
    .route({
      method: "DELETE",
      path: "/mail-templates/{id}",
      tags: ["Mail templates"],
      summary: "Delete a mail template that no workflow uses; built-in ones stay",
    })
    .input(byId.strict())
    .output(z.object({ removed: z.number().int() })),
  /** F10: writes and sends nothing. */
  preview: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/mail-templates/preview",
      tags: ["Mail templates"],
      summary: "Show what a mail template would say for a ticket",
    })
    .input(MailTemplateWords.extend({ ticketId: TicketId }).strict())
    .output(MailTemplatePreview),
  /** Through the outbox, as every mail. It belongs to no ticket, and nothing follows from it. */
  sendTest: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/mail-templates/test",
      tags: ["Mail templates"],
      summary: "Send a mail template to an address to try it out",
    })
    .input(
      MailTemplateWords.extend({
        /** Whose words fill the placeholders; null leaves them empty. */
        ticketId: TicketId.nullable().default(null),
        address: z.string().trim().max(320).regex(MAILBOX_ADDRESS),
        /** Absent: the desk's first mailbox. */
        channelId: ChannelId.optional(),
        /** Of whoever asks for it: it stands in the subject that this is a test. */
        language: z.enum(languages).default("en"),
      }).strict(),
    )
    .output(z.object({ outboxItemId: OutboxItemId })),
  publicUrl: procedure
    .route({
      method: "GET",
      path: "/public-url",
      tags: ["Mail templates"],
      summary: "Get where the desk can be reached from outside, for one-click unsubscribing",
    })
    .output(z.object({ publicUrl: z.string().nullable() })),
  setPublicUrl: procedure
    .meta({ access: "settings" })
    .route({
      method: "PUT",
      path: "/public-url",
      tags: ["Mail templates"],
      summary: "Set where the desk can be reached from outside; null: nowhere",
    })
    .input(z.object({ publicUrl: PublicUrl.nullable() }).strict())
    .output(z.object({ publicUrl: z.string().nullable() })),
};
