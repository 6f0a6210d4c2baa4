import { z } from "zod";

/** `tls`: encrypted from the first byte (RFC 8314); `starttls`: upgraded before anything is said; `none`: only to this machine itself. */
export const ServerSecurity = z.enum(["tls", "starttls", "none"]);
export type ServerSecurity = z.infer<typeof ServerSecurity>;

/** Names and addresses of this machine itself: only there may mail go unencrypted. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/u.test(host);
}

const Server = z.object({
  /** Name or address of the server; no scheme, no port. */
  host: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(255)
    .regex(/^[^\s/:@]+$|^[0-9a-f:]+$/u),
  port: z.number().int().min(1).max(65_535),
  security: ServerSecurity,
  /** Most providers want the whole address. '' for an SMTP server that asks for no login. */
  username: z.string().trim().max(320),
});
/** Where a mailbox is fetched or sent. */
export const MailServer = Server.refine(({ host, security }) => security !== "none" || isLoopback(host), {
  path: ["security"],
  message: "Only a server on this machine may be used without encryption.",
});
export type MailServer = z.infer<typeof MailServer>;

export const OAuthProvider = z.enum(["google", "microsoft"]);
export type OAuthProvider = z.infer<typeof OAuthProvider>;

/** How the desk proves to both servers who it is. The secret itself is never in a document: the host's secrets keep it. */
export const MailAuth = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("password") }),
  z.object({ kind: z.literal("oauth2"), provider: OAuthProvider }),
]);
export type MailAuth = z.infer<typeof MailAuth>;

/** The mailbox behind an e-mail channel: where its mail is fetched and sent. */
export const Mailbox = z.object({
  /** False: paused by a person; nothing is fetched or sent. */
  enabled: z.boolean(),
  imap: MailServer,
  smtp: MailServer,
  auth: MailAuth,
  /** PEM of a certificate that a person chose to trust for these servers although no authority vouches for it. */
  trustedCertificate: z.string().max(20_000).nullable(),
  /** Folders to watch, as people read them (not in modified UTF-7). */
  folders: z.array(z.string().min(1).max(500)).min(1).max(20),
  /** Mail in the spam folder: left there, or brought into the inbox view without making tickets. */
  junk: z.enum(["ignore", "inbox-only"]),
  /** Who puts a copy of sent mail in the Sent folder: the desk, or the server by itself (Gmail, Exchange Online). */
  sentCopy: z.enum(["append", "server", "none"]),
  /** Mark a message as read on the server once it is safely in the desk. */
  markSeen: z.boolean(),
  /** How far back the first fetch goes, days; null: everything. */
  fetchDays: z.number().int().min(0).max(36_500).nullable(),
  /** Name in From; '' for the name of the user who writes. */
  senderName: z.string().trim().max(120),
  /** Plain text under each mail; '' for none. */
  signature: z.string().max(10_000),
});
export type Mailbox = z.infer<typeof Mailbox>;
