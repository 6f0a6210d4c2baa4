import { z } from "zod";
import { UserId } from "../ids.ts";
import { Stamps } from "../stamps.ts";

/** A3 and section G: what a user may do beyond answering tickets; `view-only` takes that away too and stands alone. Roles are made of these (`rules/access/roles.ts`). */
export const Permission = z.enum(["super-admin", "account-access", "move-backward", "view-only"]);
export type Permission = z.infer<typeof Permission>;

/** A secret by which a program acts as a user. Only its digest is kept: it was made of 256 random bits, so that nothing leads back from there. */
export const UserToken = z.object({
  id: z.string(),
  /** What it is for, in the person's words. */
  name: z.string().trim().min(1).max(120),
  /** SHA-256, hexadecimal. */
  digest: z.string(),
  createdAtEpochMs: z.number().int(),
});
export type UserToken = z.infer<typeof UserToken>;

export const MAX_USER_OTHER_ADDRESSES = 20;

/** As a mailbox's: a page, with a legal notice. */
export const MAX_SIGNATURE_CHARACTERS = 10_000;

/** All addresses of a user, in lower case; the one that is written to first. */
export function addressesOfUser({ address, otherAddresses = [] }: Pick<User, "address" | "otherAddresses">): string[] {
  return [address, ...otherAddresses].map((one) => one.trim().toLowerCase()).filter((one) => one !== "");
}

/** An agent of the help desk. */
export const User = z.object({
  id: UserId,
  kind: z.literal("user"),
  name: z.string().trim().min(1).max(120),
  /** The one that is written to; '' for none. */
  address: z.string(),
  /** More from which they write: mail from these is a colleague's too (D8b). A set; absent: none. */
  otherAddresses: z.array(z.string()).optional(),
  permissions: z.array(Permission),
  /** Away: gets no turn where tickets are shared out (F5). Absent: available. */
  away: z.boolean().optional(),
  /** Left the desk then: comes in no more, is given and told nothing; what they own stays theirs until somebody takes it over. Absent: is here. */
  deactivatedAtEpochMs: z.number().int().optional(),
  /** Under the mails that they write, in place of the mailbox's. Absent or '': that one. */
  signature: z.string().max(MAX_SIGNATURE_CHARACTERS).optional(),
  /** Absent: none. */
  tokens: z.array(UserToken).optional(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type User = z.infer<typeof User>;
