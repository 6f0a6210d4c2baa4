import { z } from "zod";
import { Stamps } from "../stamps.ts";

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
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Settings = z.infer<typeof Settings>;
