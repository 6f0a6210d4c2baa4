/** What is known of a mailbox beside its settings: whether it answers, and what was said. Never stored: it is true now or not at all. */
import { z } from "zod";
import { ChannelId } from "./ids.ts";
import { MailServer, OAuthProvider } from "./setup/mailbox.ts";

/** Which of its steps a connection failed at, as a person would go about mending it. */
export const ConnectFailureCode = z.enum([
  "offline",
  "dns",
  "refused",
  "timeout",
  "disconnected",
  "tls",
  "certificate-expired",
  "certificate-untrusted",
  "certificate-name",
  "starttls-missing",
  "auth",
  "auth-app-password",
  "auth-method",
  "secret-missing",
  "protocol",
  "folder-missing",
  "too-many-connections",
  "insecure",
  "other",
]);
export type ConnectFailureCode = z.infer<typeof ConnectFailureCode>;

/** What a server showed to prove its name. */
export const ServerCertificate = z.object({
  pem: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validToEpochMs: z.number(),
  /** SHA-256 of the certificate, hexadecimal pairs with colons, as other programs show it. */
  fingerprint: z.string(),
});
export type ServerCertificate = z.infer<typeof ServerCertificate>;

export const ConnectFailure = z.object({
  code: ConnectFailureCode,
  /** The server's own words, or the system's; '' where there are none. Secrets masked. */
  detail: z.string(),
  /** For a certificate that nobody vouches for: so that a person can look at it and trust it. */
  certificate: ServerCertificate.nullable(),
});
export type ConnectFailure = z.infer<typeof ConnectFailure>;

/** B1: how a mailbox is. */
export const ChannelHealth = z.object({
  channelId: ChannelId,
  /**
   * `paused` by a person; `connecting`; `working`: fetching; `connected`: waiting for mail; `offline`: can't be reached, tried again by itself;
   * `refused`: the login or another answer that only a person can mend; tried again rarely.
   */
  state: z.enum(["paused", "connecting", "working", "connected", "offline", "refused"]),
  /** Since when it is in that state, epoch milliseconds; for `offline` and `refused` since the first failure in a row. */
  sinceEpochMs: z.number(),
  /** When the last message came in; null where none did since the desk knows this mailbox. */
  lastMessageAtEpochMs: z.number().nullable(),
  lastConnectedAtEpochMs: z.number().nullable(),
  failure: ConnectFailure.nullable(),
  /** When it will be tried again; null while it is connected or paused. */
  retryAtEpochMs: z.number().nullable(),
  /** While many messages are fetched. */
  progress: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** The last failure to send that was the server's or the network's; null after a mail went out. */
  sendFailure: ConnectFailure.nullable(),
});
export type ChannelHealth = z.infer<typeof ChannelHealth>;

/** One step of a dialogue with a server, for the diagnostics page. Secrets are masked before it is kept. */
export const ProtocolLine = z.object({
  atEpochMs: z.number(),
  server: z.enum(["imap", "smtp"]),
  direction: z.enum(["sent", "received", "note"]),
  text: z.string(),
});
export type ProtocolLine = z.infer<typeof ProtocolLine>;

/** A way to reach a mailbox that was found from its address alone. */
export const MailboxProposal = z.object({
  /** Where it was found: a table of great providers, the provider's autoconfig file, Mozilla's collection, DNS SRV records (RFC 6186), or guessed and answering. */
  source: z.enum(["table", "autoconfig", "ispdb", "srv", "probed"]),
  imap: MailServer,
  smtp: MailServer,
  sentCopy: z.enum(["append", "server"]),
});
export type MailboxProposal = z.infer<typeof MailboxProposal>;

export const Discovery = z.object({
  /** Best first; empty where nothing was found and it must be set by hand. */
  proposals: z.array(MailboxProposal),
  /** Name of a known provider, '' for others. */
  provider: z.string(),
  /** The provider signs in with OAuth2; null where a password is the way. */
  oauth: OAuthProvider.nullable(),
  /** This desk is known to that provider, so that its sign-in can be used; false without one. */
  canSignIn: z.boolean(),
  /** The provider takes a password made for one program only; where to make it. */
  appPasswordUrl: z.string().nullable(),
  /** Nothing could be asked: no network. */
  offline: z.boolean(),
});
export type Discovery = z.infer<typeof Discovery>;

/** What testing one half of a mailbox gave. */
export const ServerCheck = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), tookMs: z.number() }),
  z.object({ ok: z.literal(false), failure: ConnectFailure }),
]);
export type ServerCheck = z.infer<typeof ServerCheck>;

export const MailFolder = z.object({
  /** As people read it. */
  path: z.string(),
  use: z.enum(["inbox", "sent", "drafts", "junk", "trash", "archive", "all"]).nullable(),
  selectable: z.boolean(),
});
export type MailFolder = z.infer<typeof MailFolder>;

export const MailboxCheck = z.object({
  imap: ServerCheck,
  smtp: ServerCheck,
  /** Empty where the first half failed before it could read them; there where only a watched folder is missing. */
  folders: z.array(MailFolder),
  messagesInInbox: z.number().int().nullable(),
});
export type MailboxCheck = z.infer<typeof MailboxCheck>;

/** A sign-in that goes on in the browser. */
export const OAuthFlow = z.object({
  id: z.string(),
  /** To be opened in the person's browser. */
  url: z.string(),
  state: z.enum(["waiting", "done", "failed"]),
  /** The signed-in address where the provider tells it; ''. */
  address: z.string(),
  error: z.string(),
});
export type OAuthFlow = z.infer<typeof OAuthFlow>;
