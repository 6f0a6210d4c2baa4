import { format } from "node:util";
import type { ImapFlowOptions } from "imapflow";
import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import type { Clock } from "#main/desk/context.ts";
import type { ProtocolLine } from "#shared/model/mail-channel.ts";
import { MAX_TRACE_LINE_CHARS, MAX_TRACE_LINES } from "./limits.ts";
import { createMask } from "./mask.ts";

type ImapLogger = Exclude<NonNullable<ImapFlowOptions["logger"]>, false>;
type SmtpLogger = Exclude<NonNullable<SMTPConnectionOptions["logger"]>, boolean>;

/**
 * The last steps of the dialogue with a mailbox's servers, for the diagnostics page. Bounded; secrets are masked before a line is kept, and
 * no line holds more of a message than its size.
 */
export type Trace = {
  /** This secret never shows from now on, in any encoding. Told before the secret is used. */
  mask(secret: string): void;
  note(server: ProtocolLine["server"], text: string): void;
  /** Oldest first. */
  lines(): ProtocolLine[];
  readonly imapLogger: ImapLogger;
  readonly smtpLogger: SmtpLogger;
};

export function createTrace({ clock }: { clock: Clock }): Trace {
  const mask = createMask();
  const kept: ProtocolLine[] = [];

  const keep = (server: ProtocolLine["server"], direction: ProtocolLine["direction"], text: string) => {
    const masked = mask
      .apply(text)
      .replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ")
      .trim();
    const cut = masked.length > MAX_TRACE_LINE_CHARS ? `${masked.slice(0, MAX_TRACE_LINE_CHARS - 1)}…` : masked;
    kept.push({ atEpochMs: clock.nowEpochMs(), server, direction, text: cut });
    if (kept.length > MAX_TRACE_LINES) kept.splice(0, kept.length - MAX_TRACE_LINES);
  };
  const note = (server: ProtocolLine["server"], text: string) => keep(server, "note", text);

  return {
    mask: (secret) => mask.add(secret),
    note,
    lines: () => kept.map((line) => ({ ...line })),
    imapLogger: imapLoggerOf(keep),
    smtpLogger: smtpLoggerOf(keep),
  };
}

type Keep = (server: ProtocolLine["server"], direction: ProtocolLine["direction"], text: string) => void;

/**
 * imapflow tells commands and answers at `debug`, with passwords and literals replaced already. There is no `trace`: messages' rows are told
 * there, and without it imapflow doesn't even build them.
 */
function imapLoggerOf(keep: Keep): ImapLogger {
  const told = (entry: unknown) => {
    const { src, msg, err } = record(entry);
    if (src === "c" || src === "s") keep("imap", src === "c" ? "sent" : "received", text(msg));
    else if (text(msg) !== "" || err !== undefined)
      keep("imap", "note", [text(msg), messageOf(err)].filter(Boolean).join(": "));
  };
  return { debug: told, info: told, warn: told, error: told, fatal: told };
}

/** nodemailer's `transactionLog` tells both sides at `debug`, without the mail's data. */
function smtpLoggerOf(keep: Keep): SmtpLogger {
  const told = (entry: unknown, message?: unknown, ...values: unknown[]) => {
    const { tnx } = record(entry);
    const words = typeof entry === "string" ? entry : text(message);
    if (tnx === "client" || tnx === "server") {
      // A reply of several lines is one entry.
      for (const line of words.split(/\r?\n/)) keep("smtp", tnx === "client" ? "sent" : "received", line);
    } else if (words !== "") keep("smtp", "note", format(words, ...values));
  };
  return { trace: told, debug: told, info: told, warn: told, error: told, fatal: told };
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
const text = (value: unknown) => (typeof value === "string" ? value : "");
const messageOf = (error: unknown) => {
  const { code, responseText } = record(error);
  const message = error instanceof Error ? error.message : "";
  return [text(code), message, text(responseText)].filter(Boolean).join(" ");
};
