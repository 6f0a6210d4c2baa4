/** Mail templates (E3, E4). */
import { z } from "zod";
import { LANGUAGES, type Language } from "../i18n/index.ts";
import { MailTemplate } from "../model/setup/mail-template.ts";
import { procedure } from "./base.ts";

export const MailTemplateView = MailTemplate.omit({ stamps: true });
export type MailTemplateView = z.infer<typeof MailTemplateView>;

const byId = z.object({ id: MailTemplate.shape.id.min(1).max(128) });
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
};
