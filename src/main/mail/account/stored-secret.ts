import { z } from "zod";
import { OAuthProvider } from "#shared/model/setup/mailbox.ts";
import type { ChannelId } from "#shared/model/ids.ts";

/** What is kept of a channel among the host's secrets. Access tokens are not: they live an hour and can be had anew. */
export const StoredSecret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("password"), password: z.string() }),
  z.object({ kind: z.literal("oauth2"), provider: OAuthProvider, refreshToken: z.string() }),
]);
export type StoredSecret = z.infer<typeof StoredSecret>;

/** The name under which the host's secrets keep it. */
export const secretName = (id: ChannelId) => `channel:${id}`;

/** Null where it is no secret of ours: written by a newer program, or by a hand. */
export function parseStoredSecret(text: string): StoredSecret | null {
  try {
    return StoredSecret.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
