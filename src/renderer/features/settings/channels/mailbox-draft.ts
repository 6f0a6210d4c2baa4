/** A mailbox while a person edits it: as typed, valid or not. Pure functions. */
import type { MessageKey } from "#shared/i18n/index.ts";
import type { MailboxProposal } from "#shared/model/mail-channel.ts";
import { isLoopback, Mailbox, MailServer, type ServerSecurity } from "#shared/model/setup/mailbox.ts";

/** `port` is text where what was typed is no number yet. */
export type ServerDraft = Omit<MailServer, "port"> & { readonly port: number | string };
export type MailboxDraft = Omit<Mailbox, "imap" | "smtp"> & {
  readonly imap: ServerDraft;
  readonly smtp: ServerDraft;
};

export type ServerKind = "imap" | "smtp";

/** Where RFC 8314 and the providers' habit have them. */
const USUAL_PORTS: Readonly<Record<ServerKind, Readonly<Record<ServerSecurity, number>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp: { tls: 465, starttls: 587, none: 25 },
};

function usualPort(kind: ServerKind, security: ServerSecurity): number {
  return USUAL_PORTS[kind][security];
}

/** Another encryption brings its usual port, unless the port was a choice of its own. */
export function withSecurity(server: ServerDraft, kind: ServerKind, security: ServerSecurity): ServerDraft {
  const wasUsual = server.port === "" || Number(server.port) === usualPort(kind, server.security);
  return { ...server, security, port: wasUsual ? usualPort(kind, security) : server.port };
}

/** What a mailbox begins with where nothing was found: encrypted, on the names that most companies give their servers. */
export function draftFor(address: string, senderName: string): MailboxDraft {
  const domain = domainOf(address);
  const server = (kind: ServerKind): ServerDraft => ({
    host: domain === "" ? "" : `${kind}.${domain}`,
    port: usualPort(kind, "tls"),
    security: "tls",
    username: address,
  });
  return {
    enabled: true,
    imap: server("imap"),
    smtp: server("smtp"),
    auth: { kind: "password" },
    trustedCertificate: null,
    folders: ["INBOX"],
    junk: "ignore",
    sentCopy: "append",
    markSeen: true,
    fetchDays: DEFAULT_FETCH_DAYS,
    senderName,
    signature: "",
  };
}

/** Enough for what is being talked about now; more is a choice. */
const DEFAULT_FETCH_DAYS = 30;

export function withProposal(draft: MailboxDraft, proposal: MailboxProposal): MailboxDraft {
  const { imap, smtp, sentCopy } = proposal;
  return { ...draft, imap, smtp, sentCopy };
}

/** The mailbox that the draft describes; null where something in it can't be used. */
export function mailboxOf(draft: MailboxDraft): Mailbox | null {
  const parsed = Mailbox.safeParse({ ...draft, imap: withNumber(draft.imap), smtp: withNumber(draft.smtp) });
  return parsed.success ? parsed.data : null;
}

export type ProblemKey = Extract<MessageKey, `mailbox.problem.${string}`>;
export type ServerProblems = { readonly [field in keyof ServerDraft]?: ProblemKey };

/** What is wrong with a server, at the field it is about. */
export function serverProblems(server: ServerDraft, kind: ServerKind): ServerProblems {
  const issues = MailServer.safeParse(withNumber(server)).error?.issues ?? [];
  const wrong = new Set(issues.map(({ path }) => path[0]));
  const host = server.host.trim().toLowerCase();
  return {
    ...(wrong.has("host") ? { host: "mailbox.problem.host" } : {}),
    ...(wrong.has("port") ? { port: "mailbox.problem.port" } : {}),
    // The whole is only looked at where its parts are right: said at once all the same.
    ...(server.security === "none" && !isLoopback(host) ? { security: "mailbox.problem.security" } : {}),
    ...(kind === "imap" && server.username.trim() === "" ? { username: "mailbox.problem.username" } : {}),
  };
}

export function isUsable(draft: MailboxDraft): boolean {
  return (
    mailboxOf(draft) !== null &&
    Object.keys(serverProblems(draft.imap, "imap")).length === 0 &&
    Object.keys(serverProblems(draft.smtp, "smtp")).length === 0
  );
}

/** Enough to ask the core, which decides. */
export function isAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u.test(text.trim());
}

export function domainOf(address: string): string {
  return address.includes("@") ? (address.trim().split("@").at(-1) ?? "") : "";
}

function withNumber(server: ServerDraft): Omit<ServerDraft, "port"> & { port: number } {
  return { ...server, port: server.port === "" ? Number.NaN : Number(server.port) };
}
