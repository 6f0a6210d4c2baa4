import { z } from "zod";
import { UserId } from "../ids.ts";
import { Stamps } from "../stamps.ts";

/** `host:port`, as in an address: `n8n.local:5678`, `192.168.1.5:8080`, `[::1]:80`. */
export const WebhookHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .regex(/^(?:[\w.-]+|\[[0-9a-f:.]+\]):[1-9]\d{0,4}$/u);

/** Where the desk can be reached from outside, by a tunnel or a proxy; no path's slash at the end, nothing behind it. */
export const PublicUrl = z
  .string()
  .trim()
  .max(300)
  .regex(/^https:\/\/[^\s/?#@"'<>\\]+(?:\/[^\s?#"'<>\\]+)?$/iu)
  .transform((url) => url.replace(/\/+$/u, ""));

/** More programs beside the desk than anybody runs. */
export const MAX_WEBHOOK_HOSTS = 100;

export const SETTINGS_ID = "settings";

/** The desk itself: one document. */
export const Settings = z.object({
  id: z.literal(SETTINGS_ID),
  kind: z.literal("settings"),
  deskName: z.string().trim().min(1).max(120),
  /** How the desk was begun; null until the first-start screen was answered. */
  startedAs: z.enum(["demo", "import", "empty"]).nullable(),
  /** Key of the hash in outgoing Message-IDs and subject tokens (D9), 32 bytes in base64url. */
  threadKey: z.string(),
  /** Receivers of webhooks within this machine or its network that were allowed, as `host:port`. Absent: none. */
  webhookHosts: z.array(WebhookHost).max(MAX_WEBHOOK_HOSTS).optional(),
  /** E4: under it marketing mails tell how to unsubscribe with one click. Absent or null: by mail alone. */
  publicUrl: PublicUrl.nullable().optional(),
  /** F11b: all automations of the desk are stopped. Absent: they go. */
  automationsPaused: z.object({ sinceEpochMs: z.number().int(), userId: UserId }).optional(),
  /** When they went on last: what had come due by then goes on little by little. Absent: they never stopped. */
  automationsResumedAtEpochMs: z.number().int().optional(),
  /** What a date, a silence or a schedule would have set off until then was left out when they went on. Absent: nothing was. */
  automationsLeftUntilEpochMs: z.number().int().optional(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Settings = z.infer<typeof Settings>;
