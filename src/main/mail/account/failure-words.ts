import type { ConnectFailureCode } from "#shared/model/mail-channel.ts";

/** What a server's refusal says beside its words. */
export type Refusal = {
  /** The server's own words. */
  readonly text: string;
  /** IMAP's response code (RFC 5530), '' without. */
  readonly imapCode: string;
  /** SMTP's reply code, 0 without. */
  readonly smtpCode: number;
  /** It was said in answer to a log-in. */
  readonly atLogin: boolean;
};

/**
 * Reads a server's refusal. Words come before codes: the great providers say with one code what a person mends in three different ways.
 * Null where nothing in it tells more than that it was refused.
 */
export function failureOfRefusal({ text, imapCode, smtpCode, atLogin }: Refusal): ConnectFailureCode | null {
  const said = (pattern: RegExp) => pattern.test(text);
  if (said(TOO_MANY) || imapCode === "LIMIT" || imapCode === "INUSE") return "too-many-connections";
  if (said(STARTTLS_FIRST) || imapCode === "PRIVACYREQUIRED" || (smtpCode === 530 && said(/tls|encrypt/i)))
    return "starttls-missing";
  if (imapCode === "NONEXISTENT" || imapCode === "TRYCREATE") return "folder-missing";
  if (!atLogin) return AUTH_CODES.has(imapCode) ? "auth" : null;
  if (said(APP_PASSWORD)) return "auth-app-password";
  if (said(METHOD_OFF)) return "auth-method";
  // RFC 5530 and RFC 4954: the server can't tell now whether the password is right.
  if (
    imapCode === "UNAVAILABLE" ||
    imapCode === "SERVERBUG" ||
    smtpCode === 454 ||
    smtpCode === 421 ||
    smtpCode === 451
  )
    return "other";
  if (smtpCode === 502 || smtpCode === 503 || smtpCode === 504 || smtpCode === 500) return "auth-method";
  return "auth";
}

const AUTH_CODES: ReadonlySet<string> = new Set([
  "AUTHENTICATIONFAILED",
  "AUTHORIZATIONFAILED",
  "EXPIRED",
  "CONTACTADMIN",
]);

/** Gmail, Dovecot, Exchange, Courier, Cyrus; Gmail's `454 4.7.0 Too many login attempts`. */
const TOO_MANY =
  /too many (?:[\w-]+ ){0,3}(?:connections|logins?|sessions|attempts)|maximum number of (?:connections|sessions)|connection limit|concurrent connections limit|mail_max_userip_connections/i;

const STARTTLS_FIRST =
  /must issue (?:a )?starttls|starttls (?:is )?required|(?:requires|need|use) (?:a )?(?:starttls|tls)\b|(?:plaintext|cleartext|unencrypted) (?:authentication|login)[^.]*(?:disabled|disallowed|not allowed)|privacyrequired|login is disabled/i;

/** Google, Yahoo and AOL, iCloud, GMX, Zoho, Fastmail ("…use an app password"). */
const APP_PASSWORD =
  /app(?:lication)?[- ]?specific password|app[- ]?passwords?\b|mail\.google\.com\/support\/accounts\/bin\/answer\.py\?answer=185833|InvalidSecondFactor|generate (?:an? )?third.?party/i;

/** Exchange Online without basic authentication, hosts where a person must first allow programs in. */
const METHOD_OFF =
  /basic ?auth(?:entication)? (?:is )?(?:disabled|blocked)|BasicAuthBlocked|SmtpClientAuth(?:entication)? is disabled|(?:imap|smtp|pop)[^.]{0,40}(?:access )?is (?:disabled|not enabled)|enable (?:imap|smtp|pop)|WebLoginRequired|web login required|log ?in via your web browser|no (?:matching|supported) (?:authentication|sasl)|(?:unsupported|unrecogni[sz]ed|unknown|invalid) (?:authentication|sasl|auth)[^.]{0,20}(?:type|mechanism|method)|mechanism not (?:supported|available|recogni[sz]ed)|unknown authentication method/i;
