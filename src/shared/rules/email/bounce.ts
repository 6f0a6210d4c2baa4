/**
 * Recognises reports that a message was not delivered: the standard form (RFC 3464 inside RFC 6522 multipart/report) and the home-made ones
 * of Exim, qmail, Exchange, Notes, web mailers and mailing-list managers. A home-made bounce needs two signs, one of them in the sender or the
 * envelope: a customer who writes about "undeliverable mail" is no bounce.
 */
import { tellsFailedDelivery } from "./delivery-words.ts";
import { asksSomething, tellsFailure } from "./failure-told.ts";
import { mailboxSet, type MailboxSet } from "./mailbox-address.ts";
import { headerValue, type MailFacts } from "./mail-facts.ts";
import { isReplySubject } from "./subject.ts";

/** Local parts that mail systems send reports from. */
const DAEMON_LOCAL_PART =
  /^(?:mailer[-_.]?daemon|postmaster|mail[-_.]?(?:delivery|system|server|daemon)[\w.-]*|mmdf|mta|smtp|bounces?|bounce[-_.].*|maildaemon|mdaemon|uucp|double-bounce|system[-_.]?administrator|microsoftexchange[0-9a-f]+|mdeliver|courier|noreply-bounce|internet-daemon)$/iu;
/** Nobody writes as these: what comes from them is a report in whatever language. */
const MACHINE_LOCAL_PART =
  /^(?:mailer[-_.]?daemon|maildaemon|mdaemon|mail[-_.]?(?:delivery|daemon)[\w.-]*|double-bounce|internet-daemon|microsoftexchange[0-9a-f]+|mmdf|noreply-bounce|bounces?)$/iu;
const DAEMON_NAME =
  /mail(?:er)? ?(?:delivery|daemon|deliver|system)|delivery (?:sub)?system|mailer-daemon|postmaster|system administrator|mail router|internet mail delivery|message router/iu;

const FAILURE_SUBJECT = new RegExp(
  `^\\s*(?:\\[[^\\]]{1,40}\\]\\s*)?(?:(?:re|fwd?|aw)\\s?:\\s*)?\\W{0,4}(?:${[
    "undeliver(?:able|ed)\\b",
    "delivery (?:status notification|notification|failure|report|has failed|failed|problems?|delayed|final failure|has been delayed)",
    "(?:mail|message|e-?mail) (?:delivery|transmission|system) ?(?:failed|failure|error|problem|report|status|notification|returned|subsystem)?",
    "mail(?:er)? (?:failure|error|daemon)",
    "failure (?:notice|notification|delivery)",
    "failed (?:mail|delivery|message)",
    "returned (?:mail|to sender|message|e-?mail)",
    "return(?:ed|ing) (?:of )?(?:undeliver|message|mail)",
    "message (?:not delivered|undeliverable|could not be|status|refused|blocked|rejected|delayed|delivery|was not|not sent)",
    "non ?-?(?:delivery|delivered|remis)",
    "nondeliverable",
    "undelivered mail",
    "warning: (?:could not send|message .{1,80} delayed|e-?mail)",
    "could not (?:send|deliver)",
    "cannot (?:send|deliver)",
    "can't send",
    "unable to deliver",
    "unzustellbar",
    "nicht zustellbar",
    "zustellung",
    "mail konnte nicht",
    "fehler bei der zustellung",
    "unzustellbarkeit",
    "rejected(?: mail|:)",
    "user unknown",
    "unknown (?:user|address|recipient)",
    "address (?:unknown|not found)",
    "host unknown",
    "bounce(?:d)? (?:mail|message|e-?mail)?",
    "transmission failure",
    "permanent delivery failure",
    "temporary delivery",
    "dsn\\b",
    "ndn:",
    "nachricht nicht zugestellt",
    "non recapitabile",
    "mancato recapito",
    "mancata consegna",
    "consegna non riuscita",
    "errore (?:di|nella) consegna",
    "échec (?:de|d')",
    "non remis",
    "non distribu",
    "notification (?:d'état|de non)",
    "courrier non",
    "no (?:se puede )?entreg",
    "devuelto",
    "error de entrega",
    "fallo (?:en la|de) entrega",
    "não (?:foi )?entreg",
    "falha (?:na|de) entrega",
    "mensagem não",
    "onbestelbaar",
    "niet bezorgd",
    "ej leverer",
    "kunde inte leverer",
    "olevererbart",
    "kan ikke leveres",
    "toimitus epäonnistui",
    "niedostarczon",
    "nie można dostarczyć",
    "nedoručitel",
    "kézbesíthetetlen",
    "недостав",
    "не доставлен",
    "сбой доставки",
    "teslim edilemedi",
    "配信(?:不能|失敗|エラー)",
    "配送失败",
    "退信",
    "退回",
    "系统退信",
    "送信エラー",
    "メール配信",
    "エラーメール",
    "반송",
    "전송 실패",
    "returned mail",
  ].join("|")})`,
  "iu",
);

const FAILURE_TEXT = new RegExp(
  [
    "(?:could|can|can) ?not be (?:delivered|reached|sent)",
    "couldn't be delivered",
    "was not delivered",
    "wasn't delivered",
    "has not been delivered",
    "not been delivered",
    "unable to deliver",
    "delivery (?:to the following|has failed|failed|of the following|attempt)",
    "undeliverable",
    "user unknown",
    "unknown user",
    "mailbox (?:full|unavailable|not found|is full)",
    "recipient (?:rejected|unknown|address rejected)",
    "no such (?:user|mailbox|recipient)",
    "address rejected",
    "does not exist",
    "over quota",
    "quota exceeded",
    "permanent (?:fatal )?error",
    "permanent failure",
    "giving up on it",
    "returned mail",
    "returning (?:your )?message",
    "did not reach",
    "message (?:you sent|that you sent|was rejected)",
    "5\\d\\d[ -]5\\.\\d\\.\\d",
    "\\b5\\.\\d\\.\\d{1,3}\\b",
    "\\b55\\d[ -]",
    "konnte nicht (?:zugestellt|gesendet)",
    "nicht zugestellt",
    "non (?:è stato|e stato|è stata) (?:possibile )?(?:consegn|recapit)",
    "n'a pas pu être",
    "no se (?:ha )?(?:pudo|podido) entregar",
    "não (?:pôde|foi) (?:ser )?entreg",
    "are not member",
    "is not a member",
    "user's disk quota",
    "original message follows",
    "tried to deliver",
  ].join("|"),
  "iu",
);
/** The report stands on top; a phrase far down is quoted mail. */
const REPORT_TEXT_CHARS = 6_000;

const NOBODY_LOCAL_PART = /^(?:no|do-?not|donot|ne|nicht)[-_.]?(?:reply|repondre|répondre|antworten|responder)/iu;

/**
 * Plain words for why a message is a delivery report, or null when it is none.
 * @param own the desk's addresses
 */
export function bounceReason(facts: MailFacts, own: MailboxSet = mailboxSet([])): string | null {
  const isReport = facts.contentType === "multipart/report";
  if (facts.reportType === "disposition-notification" || facts.reportType === "feedback-report") return null;
  if (isReport && /^"?delivery-status/iu.test(facts.reportType))
    return "multipart/report with report-type delivery-status (RFC 3464)";
  if (facts.partTypes.includes("message/delivery-status") || facts.partTypes.includes("message/global-delivery-status"))
    return "a message/delivery-status part (RFC 3464)";
  if (headerValue(facts.headers, "x-failed-recipients") !== null) return "header X-Failed-Recipients";
  if (facts.partTypes.includes("message/feedback-report")) return null;

  const fromDaemon = facts.from.some(
    (from) =>
      DAEMON_LOCAL_PART.test(from.address.split("@")[0] ?? "") || (from.name !== "" && DAEMON_NAME.test(from.name)),
  );
  const nullSender =
    facts.returnPath === "" ||
    DAEMON_LOCAL_PART.test((facts.returnPath ?? "").split("@")[0] || "-") ||
    headerValue(facts.headers, "x-envelope-from") === "<>";
  const subject = FAILURE_SUBJECT.test(facts.subject.slice(0, 300)) || tellsFailedDelivery(facts.subject.slice(0, 300));
  const text = FAILURE_TEXT.test(facts.text.slice(0, REPORT_TEXT_CHARS));
  const autoSubmitted = /^auto-(?:generated|replied)/iu.test(headerValue(facts.headers, "auto-submitted") ?? "");
  const fromMachine = facts.from.some(({ address }) => MACHINE_LOCAL_PART.test(address.split("@")[0] ?? ""));
  if (fromMachine) return "a report from a mail system";
  if (fromDaemon && isReportInAnyLanguage(facts)) return "a failure text from a mail system";
  const answersOurs = facts.isAnswer && !nullSender && !autoSubmitted;
  const isByPerson = asksSomething(facts.text) || (answersOurs && (!subject || isReplySubject(facts.subject)));
  const isTold = !isByPerson && tellsFailure(facts, own);
  if (isTold && fromDaemon) return "a failure text from a mail system";
  const fromNobody = facts.from.some(({ address }) => NOBODY_LOCAL_PART.test(address));
  if (isTold && nullSender && (fromNobody || subject)) return "a failure text with an empty return path";
  if ((fromDaemon || nullSender) && subject && !(isByPerson && !isReport) && (fromDaemon || text || isReport))
    return fromDaemon ? "a failure notice from a mail system" : "a failure notice with an empty return path";
  if (fromDaemon && text && (nullSender || autoSubmitted || isReport)) return "a failure text from a mail system";
  if (isReport && (subject || text)) return "multipart/report with a failure text";
  if (isListRefusal(facts)) return "a refusal by a mailing-list manager";
  return null;
}

/**
 * What a report holds whatever its words: the status of RFC 3463 or a server's answer, the original enclosed, or its header in the text. A person may read a postmaster's mailbox and ask something.
 */
function isReportInAnyLanguage({ text, partTypes, isAnswer }: MailFacts): boolean {
  const top = text.slice(0, REPORT_TEXT_CHARS);
  const hasOriginal = partTypes.includes("message/rfc822") || partTypes.includes("text/rfc822-headers");
  const hasHeader =
    /^[>\s]*(?:message-id|received|return-path):\s/imu.test(top) && /^[>\s]*(?:from|to|subject):\s/imu.test(top);
  const hasStatus =
    /(?:^|[\s(#<:])[45]\.\d{1,3}\.\d{1,3}(?:[\s):;,>.]|$)|(?:^|\s)5[05]\d[\s-]/mu.test(top) &&
    /[^\s@<>]+@[^\s@<>]+/u.test(top);
  return hasOriginal || hasHeader || (hasStatus && !isAnswer);
}

/** fml, Majordomo and their kin refuse a post in a mail of their own, from the list's administrator. */
function isListRefusal(facts: MailFacts): boolean {
  const fromAdmin = facts.from.some((from) =>
    /[-_.](?:admin|owner|request|bounces?)@|^(?:owner|admin)-[^@]+@|^(?:majordomo|listserv|listproc|sympa)@/iu.test(
      from.address,
    ),
  );
  return (
    fromAdmin &&
    /not (?:a )?member|non-?member|post(?:ing)? (?:rejected|refused|denied)|message (?:rejected|refused)|reject/iu.test(
      facts.subject,
    ) &&
    FAILURE_TEXT.test(`${facts.subject}\n${facts.text.slice(0, REPORT_TEXT_CHARS)}`)
  );
}
