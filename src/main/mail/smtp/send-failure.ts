import type { z } from "zod";
import type { ConnectFailure } from "#shared/model/mail-channel.ts";
import type { RefusedRecipient, SendFailure } from "#shared/model/outbox-item.ts";
import { connectFailureOf, needsPerson } from "../account/connect-failure.ts";
import { MAX_FAILURE_WORDS } from "./limits.ts";

/** How far an attempt got. */
export type Attempt = {
  /** `connect` and `login` are the mailbox's trouble; `mail` may be this mail's. */
  phase: "connect" | "login" | "mail";
  /** The end of the data was handed over: the server may have it. */
  wasHandedOver: boolean;
};

export type Refused = z.infer<typeof RefusedRecipient>;
type Failure = Omit<SendFailure, "atEpochMs">;

export type SendFailed = {
  /** `temporary`: certainly not sent, may work later. `permanent`: certainly not sent. `unsure`: may have been sent. */
  readonly kind: "temporary" | "permanent" | "unsure";
  readonly failure: Failure;
  /** What is wrong with the mailbox; null where it is this mail that was refused. */
  readonly mailbox: ConnectFailure | null;
  /** What was said about single recipients; absent where the server spoke of the mail as a whole. */
  readonly refusals?: Refusals;
};

/** Recipients whom the server did not take. */
export type Refusals = {
  readonly refused: readonly Refused[];
  /** Refused for now (4xx): the same may be taken later. */
  readonly deferred: readonly Refused[];
  /** Of `deferred`, the server took as many as it takes at once: the others may follow on its heels. */
  readonly isLimit: boolean;
};

type Told = {
  readonly response: string;
  readonly responseCode: number;
  readonly command: string;
};

/** What an attempt that did not end in a yes means. */
export function failedSend(error: unknown, attempt: Attempt): SendFailed {
  const told = readError(error);
  if (attempt.phase !== "mail") return mailboxFailed(error);
  const isAnswer = told.responseCode >= 400;
  if (attempt.wasHandedOver && !isAnswer)
    return { kind: "unsure", failure: { code: networkCode(error), detail: detailOf(error, told) }, mailbox: null };
  if (!isAnswer) return withoutAnswer(error, told);
  // 421: the server is closing, whatever it was asked (RFC 5321 §4.2.2). 530, 534, 535, 538: it wants a login (RFC 4954 §6).
  if (told.responseCode === 421) return mailboxFailed(error);
  if ([530, 534, 535, 538].includes(told.responseCode)) return mailboxFailed(error);
  const refusals = refusalsOf(recipientErrorsOf(error));
  return { ...refusedMail(told), ...(refusals.refused.length + refusals.deferred.length > 0 ? { refusals } : {}) };
}

/** Said before anything of the mail is: the server can't carry these addresses, and would garble them. */
export function cannotCarry(addresses: readonly string[]): SendFailed {
  return { kind: "permanent", failure: { code: "letters", detail: addresses.join(", ") }, mailbox: null };
}

/** Nothing was said about a mail: the mailbox itself can't send now. */
export function mailboxFailed(error: unknown): SendFailed {
  const mailbox = connectFailureOf(error);
  return { kind: "temporary", failure: { code: codeOfMailbox(mailbox), detail: mailbox.detail }, mailbox };
}

/** Lost before the end of the data, or a thing that our side refuses to say. */
function withoutAnswer(error: unknown, told: Told): SendFailed {
  const code = errorCode(error);
  const words = detailOf(error, told);
  // nodemailer's own refusals: an address with a line break in it, a mail over the size that the server told.
  if (code === "EENVELOPE") return { kind: "permanent", failure: { code: "recipient", detail: words }, mailbox: null };
  if (code === "EMESSAGE") return { kind: "permanent", failure: { code: "too-large", detail: words }, mailbox: null };
  // The network may be gone, or this one mail is too much for the server: the next mail will tell.
  return { kind: "temporary", failure: { code: networkCode(error), detail: words }, mailbox: null };
}

/** The server's no to this mail. */
function refusedMail(told: Told): SendFailed {
  const isTemporary = told.responseCode < 500;
  const detail = told.response.slice(0, MAX_FAILURE_WORDS);
  return {
    kind: isTemporary ? "temporary" : "permanent",
    failure: { code: codeOfRefusal(told), detail },
    mailbox: null,
  };
}

const FULL = /quota|mailbox (?:is )?full|full mailbox|over ?quota|insufficient storage/iu;

/** RFC 3463 §3: the second digit of the status says what it is about. */
function codeOfRefusal({ response, responseCode, command }: Told): SendFailure["code"] {
  const [, subject = "", detail = ""] = /^\d{3}[ -][245]\.(\d{1,3})\.(\d{1,3})/u.exec(response) ?? [];
  // RFC 6531 §3.6: a server further on can't carry the addresses.
  if (subject === "6" && detail === "7") return "letters";
  if ((subject === "3" && detail === "4") || (subject === "2" && detail === "3")) return "too-large";
  if (responseCode === 452 || (subject === "2" && detail === "2") || (subject === "4" && detail === "5"))
    return "quota";
  // 552 without a status says either: the mail is too large, or the mailbox is full (RFC 5321 §4.2.2: "exceeded storage allocation").
  if (responseCode === 552) return FULL.test(response) ? "quota" : "too-large";
  if (command === "MAIL FROM") return responseCode < 500 ? "temporary" : "sender";
  if (command === "RCPT TO") return responseCode < 500 ? "temporary" : "recipient";
  return responseCode < 500 ? "temporary" : "content";
}

/** A server that takes so many recipients at once and no more (RFC 5321 §4.5.3.1.10: 452, and 552 with those of RFC 821; RFC 3463: X.5.3). */
const TOO_MANY = /^[45]52[ -](?:[45]\.5\.3\b|.*too many recipients)|^[45]\d\d[ -][45]\.5\.3\b/iu;

/** Each recipient who was not taken, with the server's words. */
export function refusalsOf(errors: readonly unknown[]): Refusals {
  const refused: Refused[] = [];
  const deferred: Refused[] = [];
  let isLimit = false;
  for (const error of errors) {
    const { recipient } = record(error);
    const { response, responseCode } = readError(error);
    if (typeof recipient !== "string") continue;
    const isTooMany = TOO_MANY.test(response);
    isLimit ||= isTooMany;
    const list = isTooMany || (responseCode >= 400 && responseCode < 500) ? deferred : refused;
    list.push({ address: recipient, detail: response.slice(0, MAX_FAILURE_WORDS) });
  }
  return { refused, deferred, isLimit };
}

function recipientErrorsOf(error: unknown): readonly unknown[] {
  const { rejectedErrors } = record(error);
  return Array.isArray(rejectedErrors) ? rejectedErrors : [];
}

function codeOfMailbox({ code }: ConnectFailure): SendFailure["code"] {
  switch (code) {
    case "offline":
    case "dns":
    case "refused":
    case "timeout":
    case "disconnected":
    case "tls":
    case "protocol":
    case "other":
      return code;
    case "certificate-expired":
    case "certificate-untrusted":
    case "certificate-name":
      return "certificate";
    case "starttls-missing":
    case "insecure":
      return "tls";
    case "auth":
    case "auth-app-password":
    case "auth-method":
    case "secret-missing":
      return "auth";
    case "too-many-connections":
      return "temporary";
    case "folder-missing":
      return "other";
  }
}

function networkCode(error: unknown): SendFailure["code"] {
  const { code } = connectFailureOf(error);
  return needsPerson(code) || code === "other"
    ? "disconnected"
    : codeOfMailbox({ code, detail: "", certificate: null });
}

function readError(error: unknown): Told {
  const { response, responseCode, command } = record(error);
  return {
    response: typeof response === "string" ? response : "",
    responseCode: typeof responseCode === "number" ? responseCode : 0,
    command: typeof command === "string" ? command : "",
  };
}

function detailOf(error: unknown, { response }: Told): string {
  return (response || (error instanceof Error ? error.message : String(error))).slice(0, MAX_FAILURE_WORDS);
}

function errorCode(error: unknown): string {
  const { code } = record(error);
  return typeof code === "string" ? code : "";
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
