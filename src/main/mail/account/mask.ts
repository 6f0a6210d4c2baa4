import { MAX_MASKED_SECRETS, MAX_UNMASKED_CHARS, MIN_MASKED_SECRET_CHARS } from "./limits.ts";

const HIDDEN = "***";

/** Takes secrets out of texts that are shown or kept: those that it was told, and whatever stands where secrets stand. */
export type Mask = {
  /** Hidden from now on, in every encoding that the protocols know. */
  add(secret: string): void;
  apply(text: string): string;
};

export function createMask(secrets: readonly string[] = []): Mask {
  const known = new Map<string, Known>();
  const add = (secret: string) => {
    if (secret.length < MIN_MASKED_SECRET_CHARS) return;
    known.delete(secret);
    known.set(secret, knownForms(secret));
    const [oldest] = known.keys();
    if (known.size > MAX_MASKED_SECRETS && oldest !== undefined) known.delete(oldest);
  };
  secrets.forEach(add);
  return {
    add,
    apply(text) {
      let masked = text.slice(0, MAX_UNMASKED_CHARS);
      for (const { plain, base64 } of known.values()) {
        for (const form of base64) masked = hideRuns(masked, form);
        masked = masked.replace(plain, HIDDEN);
      }
      return maskPlaces(masked);
    },
  };
}

/** Hides what follows a word that a secret follows: for texts of which nothing else is known. */
export function maskPlaces(text: string): string {
  return PLACES.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}

const MECHANISM = "(?:PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|SCRAM-[A-Z0-9-]+)";
const FIRST_ANSWER = new RegExp(
  String.raw`\b(AUTH(?:ENTICATE)? ${MECHANISM}) +(?!${MECHANISM}\s*$)[A-Za-z0-9+/=_-]{4,}(?=\s*$)`,
  "gim",
);

const PLACES: readonly (readonly [RegExp, string])[] = [
  // IMAP: `a1 LOGIN "user" "password"`; the name helps and stays. Not the word in a server's sentence ("LOGIN failed").
  [/^(\S{1,20} LOGIN (?:"(?:[^"\\]|\\.)*"|\S+)) .+$/gim, `$1 ${HIDDEN}`],
  // SMTP and IMAP: the mechanism stays, its first answer goes. A list of mechanisms is no answer.
  [FIRST_ANSWER, `$1 ${HIDDEN}`],
  // A line that is nothing but base64 is an answer within AUTH; a server's challenges begin with `334` or `+` and hold no secret.
  [/^[A-Za-z0-9+/]{8,}={0,2}$/gm, HIDDEN],
  [/\bBearer\s+[\w.~+/=-]+/gi, `Bearer ${HIDDEN}`],
  [
    /\b(access_token|refresh_token|id_token|client_secret|code_verifier|code|password|passwd|pass)(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi,
    `$1$2${HIDDEN}`,
  ],
  // Google's access and refresh tokens, and JSON web tokens (Microsoft's), wherever they stand.
  [/\bya29\.[\w.-]+/g, HIDDEN],
  [/\b1\/\/[\w-]{20,}/g, HIDDEN],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
];

/** One secret in all the ways in which it can stand in a dialogue. */
type Known = { readonly plain: RegExp; readonly base64: readonly string[] };

function knownForms(secret: string): Known {
  const bytes = Buffer.from(secret, "utf8");
  const plain = new Set([
    secret,
    secret.replaceAll(/["\\]/g, String.raw`\$&`),
    JSON.stringify(secret).slice(1, -1),
    // nodemailer and hand-written logs show UTF-8 read as Latin-1 where a server sent it back.
    bytes.toString("latin1"),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`),
    new URLSearchParams([["", secret]]).toString().slice(1),
    bytes.toString("hex"),
  ]);
  // Longest first: the plain form of a secret may be the beginning of another form.
  const forms = [...plain].filter((form) => form !== "").toSorted((a, b) => b.length - a.length);
  return { plain: new RegExp(forms.map(caseOfPercents).join("|"), "g"), base64: base64Forms(bytes) };
}

/** Hides each run of base64 that the form stands in. By hand: a pattern with a run in front of it is tried from every character of the run. */
function hideRuns(text: string, form: string): string {
  let rest = text;
  let done = "";
  for (let at = rest.indexOf(form); at >= 0; at = rest.indexOf(form)) {
    let from = at;
    while (from > 0 && isBase64(rest.charCodeAt(from - 1))) from -= 1;
    let to = at + form.length;
    while (to < rest.length && isBase64(rest.charCodeAt(to))) to += 1;
    while (rest[to] === "=") to += 1;
    done += rest.slice(0, from) + HIDDEN;
    rest = rest.slice(to);
  }
  return done + rest;
}

/** Of either alphabet. */
function isBase64(code: number): boolean {
  const char = String.fromCharCode(code);
  return /[A-Za-z0-9+/_-]/.test(char);
}

/** What base64 makes of these bytes whatever stands before and behind them: three alignments, without the characters that mix with neighbours. */
function base64Forms(bytes: Buffer): string[] {
  const forms = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor(((offset + bytes.length) * 8) / 6);
    const form = text.slice(from, to);
    return [form, form.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...new Set(forms)].filter((form) => form.length >= MIN_MASKED_SECRET_CHARS);
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/** `%2f` and `%2F` are the same. */
const caseOfPercents = (text: string) =>
  escaped(text).replaceAll(
    /%([0-9A-F]{2})/gi,
    (_, hex: string) => `%${hex.replaceAll(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`)}`,
  );
