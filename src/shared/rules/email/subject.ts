/**
 * Reply and forward prefixes of subjects in the languages that mail programs use. RFC 5322 §3.6.5 knows only "Re: "; the rest is custom.
 */

export type SubjectPrefix = "reply" | "forward" | "ambiguous";

const REPLY_PREFIXES = [
  "re",
  "aw",
  "antw",
  "antwort",
  "antwoord",
  "sv",
  "svar",
  "r",
  "rif",
  "ris",
  "risposta",
  "res",
  "resp",
  "resposta",
  "respuesta",
  "odp",
  "odg",
  "odpověď",
  "ynt",
  "yanıt",
  "cevap",
  "vá",
  "válasz",
  "vast",
  "ats",
  "atb",
  "απ",
  "απάντηση",
  "σχετ",
  "ответ",
  "відповідь",
  "răspuns",
  "rsp",
  "bls",
  "balas",
  "השב",
  "תגובה",
  "رد",
  "回复",
  "回覆",
  "答复",
  "答覆",
  "回信",
  "返信",
  "회신",
  "답장",
  "trả lời",
  "ตอบกลับ",
];
const FORWARD_PREFIXES = [
  "fw",
  "fwd",
  "forward",
  "forwarded",
  "wg",
  "tr",
  "rv",
  "i",
  "inoltra",
  "inoltro",
  "enc",
  "pd",
  "doorst",
  "doorgestuurd",
  "vb",
  "vl",
  "videresend",
  "videresendt",
  "vidarebefordrat",
  "ilt",
  "i̇lt",
  "yönlendir",
  "redir",
  "továbbítás",
  "továbbítva",
  "πρθ",
  "προωθ",
  "пересл",
  "переслано",
  "prosl",
  "přep",
  "přepos",
  "preposl",
  "posr",
  "转发",
  "轉寄",
  "轉發",
  "転送",
  "전달",
  "הועבר",
  "إعادة توجيه",
  "chuyển tiếp",
  "trs",
];
/** VS is "vastaus" (answer) in Finnish and "videresendt" (forwarded) in Danish and Norwegian. */
const AMBIGUOUS_PREFIXES = ["vs"];

const KIND_OF_PREFIX = new Map<string, SubjectPrefix>([
  ...REPLY_PREFIXES.map((prefix) => [prefix, "reply"] as const),
  ...FORWARD_PREFIXES.map((prefix) => [prefix, "forward"] as const),
  ...AMBIGUOUS_PREFIXES.map((prefix) => [prefix, "ambiguous"] as const),
]);

/** Longer chains exist in runaway loops only; without a bound a crafted subject of megabytes would be walked prefix by prefix. */
const MAX_PREFIXES = 30;
/** A word of at most two parts, an optional counter as in `Re[2]:` or `Re^3:`, then a colon, ASCII or full-width. */
const PREFIX_PATTERN =
  /\s*([\p{L}\p{M}]{1,15}(?: [\p{L}\p{M}]{1,10})?)\.?\s?(?:[[(]\d{1,3}[\])]|[*^]\d{0,3})?\s?[:：]\s*/uy;
/** Marks that gateways put in front, as `[EXTERNAL]`; looked through only when a prefix follows. */
const GATEWAY_MARK_PATTERN =
  /\s*(?:\[(?:ext|extern|external|externe|esterno|externo|spam\??|suspected spam)\]|(?:ext|external):)\s*/iuy;

interface Stripped {
  prefixes: SubjectPrefix[];
  rest: string;
}

/** Old Mozilla style: the whole subject in brackets, `[Fwd: Hello]`. */
const BRACKETED_FORWARD_PATTERN = /^\s*\[fwd?: /iu;

function stripPrefixes(source: string): Stripped {
  const prefixes: SubjectPrefix[] = [];
  let subject = source;
  if (BRACKETED_FORWARD_PATTERN.test(source)) subject = source.trim().slice(1).replace(/\]$/u, "");
  let position = 0;
  while (prefixes.length < MAX_PREFIXES) {
    GATEWAY_MARK_PATTERN.lastIndex = position;
    const afterMark = GATEWAY_MARK_PATTERN.test(subject) ? GATEWAY_MARK_PATTERN.lastIndex : position;
    PREFIX_PATTERN.lastIndex = afterMark;
    const match = PREFIX_PATTERN.exec(subject);
    const kind = match ? KIND_OF_PREFIX.get((match[1] ?? "").toLowerCase()) : undefined;
    if (kind === undefined) break;
    prefixes.push(kind);
    position = PREFIX_PATTERN.lastIndex;
  }
  return { prefixes, rest: subject.slice(position) };
}

/** The prefixes in front of a subject, outermost first. */
export function subjectPrefixes(subject: string): SubjectPrefix[] {
  return stripPrefixes(subject).prefixes;
}

export function isReplySubject(subject: string): boolean {
  return subjectPrefixes(subject)[0] === "reply";
}

export function isForwardSubject(subject: string): boolean {
  return subjectPrefixes(subject)[0] === "forward";
}

const REPLY_PREFIX = "Re: ";

/** The subject of an answer. */
export function withReplyPrefix(subject: string): string {
  return isReplySubject(subject) ? subject.trim() : `${REPLY_PREFIX}${subject.trim()}`;
}
