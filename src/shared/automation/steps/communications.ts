/** Steps that tell somebody something (F5, E2, E3). Texts are Liquid templates (F6). */
import { z } from "zod";
import { UserId } from "../../model/ids.ts";
import { MAX_TEMPLATE_CHARACTERS, MAX_TITLE_CHARACTERS } from "../limits.ts";
import { StepBase } from "./common.ts";

const title = z.string().trim().min(1).max(MAX_TITLE_CHARACTERS);
const body = z.string().trim().min(1).max(MAX_TEMPLATE_CHARACTERS);

/** People of the desk. At least one of them must be named. */
export const Audience = z.object({
  userIds: z.array(UserId).max(100).default([]),
  teamIds: z.array(z.string().max(128)).max(50).default([]),
  owner: z.boolean().default(false),
  followers: z.boolean().default(false),
});
export type Audience = z.infer<typeof Audience>;

/** E3, E4: to the ticket's contacts. */
export const SendEmailStep = StepBase.extend({
  type: z.literal("send-email"),
  to: z.enum(["primary-contact", "all-contacts"]).default("primary-contact"),
  mail: z.discriminatedUnion("kind", [
    /** One of the desk's mail templates; the built-in ones are transactional. */
    z.object({ kind: z.literal("template"), templateId: z.string().min(1).max(128) }),
    z.object({
      kind: z.literal("custom"),
      subject: title,
      /** Plain text, or HTML where `html` says so; placeholders are escaped accordingly. */
      body,
      html: z.boolean().default(false),
      /** E4: only to contacts that agreed to marketing. */
      marketing: z.boolean().default(false),
    }),
  ]),
});
export type SendEmailStep = z.infer<typeof SendEmailStep>;

/** E2: an e-mail to people of the desk; those who are users are notified too. */
export const SendInternalEmailStep = StepBase.extend({
  type: z.literal("send-internal-email"),
  to: Audience,
  /** Addresses that are no users'. */
  addresses: z.array(z.email().max(254)).max(50).default([]),
  subject: title,
  body,
});
export type SendInternalEmailStep = z.infer<typeof SendInternalEmailStep>;

/** In the app and on the desktop. */
export const NotifyStep = StepBase.extend({
  type: z.literal("notify"),
  to: Audience,
  title,
  text: z.string().trim().max(MAX_TEMPLATE_CHARACTERS).default(""),
});
export type NotifyStep = z.infer<typeof NotifyStep>;

/** An internal note on the ticket. */
export const AddNoteStep = StepBase.extend({ type: z.literal("add-note"), text: body });
export type AddNoteStep = z.infer<typeof AddNoteStep>;
