/** Steps that call other programs (F5). */
import { z } from "zod";
import { MAX_TEMPLATE_CHARACTERS, MAX_URL_CHARACTERS } from "../limits.ts";
import { StepBase } from "./common.ts";

const url = z.url({ protocol: /^https?$/u }).max(MAX_URL_CHARACTERS);

/** Of a signing secret. */
export const SecretName = z.string().regex(/^[\w.-]{1,60}$/u);

/** The run waits for the answer; the request is tried again where that can help. */
export const SendWebhookStep = StepBase.extend({
  type: z.literal("send-webhook"),
  method: z.enum(["POST", "PUT", "PATCH", "GET", "DELETE"]).default("POST"),
  url,
  headers: z.record(z.string().max(100), z.string().max(2000)).default({}),
  /** A Liquid template; null: the ticket, its contact and the event as JSON. */
  body: z.string().max(MAX_TEMPLATE_CHARACTERS).nullable().default(null),
  contentType: z.string().max(100).default("application/json"),
  /** Name of the signing secret, which is kept on the machine and never in the definition; null: unsigned. */
  secretName: SecretName.nullable().default(null),
});
export type SendWebhookStep = z.infer<typeof SendWebhookStep>;

/** Posts a line into a chat service's incoming webhook: `{"text": …}`, which Slack, Mattermost, Rocket.Chat, Google Chat and Teams take. */
export const PostChatStep = StepBase.extend({
  type: z.literal("post-chat"),
  url,
  text: z.string().trim().min(1).max(MAX_TEMPLATE_CHARACTERS),
});
export type PostChatStep = z.infer<typeof PostChatStep>;
