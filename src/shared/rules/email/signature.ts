/**
 * Signatures: the usenet delimiter, the advertising line of a phone, and a closing formula with a name under it.
 */

/** "Sent from my iPhone" as phones and apps write it. */
const SENT_FROM_PATTERN = new RegExp(
  `^[\\s*_]{0,5}(?:${[
    "sent from (?:my|a|an|the|outlook|mail|gmail|yahoo|samsung|proton|typeapp|bluemail|windows|iphone|ipad|android|mobile|[A-Z])",
    "sent (?:via|using|with) ",
    "get (?:\\[outlook|outlook for (?:ios|android|mac|windows|iphone))",
    "download outlook",
    "von meinem .{1,60} gesendet",
    "von .{1,60} gesendet",
    "gesendet (?:von|mit|über) ",
    "diese nachricht wurde von meinem",
    "envoyé (?:de|depuis|à partir|avec|via) ",
    "télécharger outlook",
    "obtenez outlook",
    "provenance :",
    "enviado (?:desde|do|de|a partir|con|via|pelo) ",
    "obtener outlook",
    "obter o outlook",
    "inviato (?:da|dal|dallo|con|tramite) ",
    "scarica outlook",
    "ottieni outlook",
    "verzonden (?:vanaf|met|via|vanuit) ",
    "verstuurd (?:vanaf|met) ",
    "outlook voor (?:ios|android)",
    "sendt fra ",
    "hent outlook",
    "skickat från ",
    "skaffa outlook",
    "lähetetty (?:\\S+ ){0,3}\\S+(?:sta|stä|lta|ltä)\\.?\\s*$",
    "hanki outlook",
    "wysłane z ",
    "wysłano z ",
    "pobierz outlook",
    "odesláno z",
    "odoslané z",
    "отправлено (?:с|из) ",
    "надіслано з ",
    "iphone(?:から送信|から)",
    "나의 .{1,30}에서 보냄",
    "iphone에서 보냄",
    "được gửi từ ",
    "\\S{2,40}[dt][ae]n gönderildi",
    "trimis de pe",
    "poslano s ",
    "küldve ",
    "holen sie sich outlook",
    "outlook für (?:ios|android)",
    "gesendet aus ",
    "تم الإرسال من ",
    "أُرسلت من ",
    "أرسل من ",
    "ارسال شده از ",
    "נשלח מ",
    "изпратено от ",
    "đã gửi từ ",
    "gửi từ ",
    "dikirim dari ",
    "terkirim dari ",
    "ส่งจาก",
    "enviat des ",
    "siųsta iš ",
    "išsiųsta iš ",
    "nosūtīts no ",
    "saadetud ",
    "sent frá ",
    "poslato sa ",
    "poslano (?:z|iz|prek) ",
    "(?:從|从|发自|發自|來自|来自)我的 ?(?:iphone|ipad|android|galaxy|outlook|手机|手機|三星|华为|小米|移动设备|邮箱)",
    "android ?(?:から|より)送信",
    "私の.{1,30}から送信",
    "\\S{2,40}-?(?:ról|ről|ból|ből|omról|emről) küldve",
    "\\S{2,40}から送信",
    "απεσταλμένο από ",
    "få outlook ",
    "ottieni outlook",
    "получите outlook",
    "získať outlook",
    "získejte outlook",
    "このメールは.{1,40}から送信",
    "στάλθηκε από ",
  ].join("|")})`,
  "iu",
);
const MAX_SENT_FROM_CHARS = 160;

const CLOSING_PATTERN = new RegExp(
  `^[\\s*_]{0,5}(?:${[
    "(?:\\p{L}{1,20}\\s)?(?:and\\s)?regards",
    "best wishes",
    "cheers",
    "sincerely(?: yours)?",
    "yours (?:sincerely|truly|faithfully)",
    "mit freundlichen grüßen",
    "mit freundlichen grüssen",
    "freundliche grüße",
    "(?:viele|liebe|beste|schöne|herzliche) grüße",
    "mfg",
    "(?:bien )?cordialement",
    "bien [àa] vous",
    "(?:très |bien )?cordialement",
    "bonne (?:journée|soirée)",
    "sincères salutations",
    "salutations",
    "(?:un )?(?:cordial )?saludos?(?: cordiales)?",
    "atentamente",
    "(?:cordiali|distinti) saluti",
    "un cordiale saluto",
    "atenciosamente",
    "cumprimentos",
    "met vriendelijke groeten?",
    "vriendelijke groeten?",
    "(?:med )?(?:vennlig|venlig) hilsen",
    "med vänliga hälsningar",
    "(?:mvh|mvg)",
    "ystävällisin terveisin",
    "pozdrawiam",
    "z poważaniem",
    "с уважением",
    "s pozdravem",
    "üdvözlettel",
    "saygılarımla",
  ].join("|")})\\s?[,.!！]{0,3}\\s*$`,
  "iu",
);

const DELIMITER_PATTERN = /^\s*(?:--|—|-- |-{2,4}|_{2,}|\+{2,4}|={2,4})\s*$/u;
/** Usenet's own, with its blank: whatever stands under it is a signature. */
const USENET_DELIMITER_PATTERN = /^-- $/u;
const STRICT_DELIMITER_PATTERN = /^(?:--|—|__)\s?$/u;
/** A home-made delimiter introduces a signature only when little follows. */
const MAX_SIGNATURE_LINES = 12;
/** Companies' addresses, registers and disclaimers. */
const MAX_STRICT_SIGNATURE_LINES = 30;
const MAX_CLOSING_LINES = 8;
const MAX_CLOSING_LINE_CHARS = 90;
/** What signatures and the footers of lists are made of. */
const CONTACT_PATTERN =
  /https?:|www\.|[^\s@]@[^\s@]|mailto:|\+?\d[\d\s()/.-]{6,}\d|mailing list|unsubscribe|abbestellen|disclaimer|confidential|vertraulich/iu;
/** Somebody says something: more words than a motto's heading, and the end of a sentence. */
const SENTENCE_PATTERN = /^(?:\S+\s+){4,}\S*[.!?…]["”»)]?\s*$/u;
const POSTSCRIPT_PATTERN =
  /^[\s*_]{0,5}(?:p\.?\s?){0,2}(?:p\.?\s?s|p\.?\s?d|n\.?\s?b|n\.?\s?s|з\.?\s?ы|υ\.?\s?γ|u\.?\s?i|edit|nachtrag|post ?scriptum|postdata|追伸|附言|又及|추신)(?:\s?[.:：,;–—-]|\.?\s(?=\p{L}))/iu;
/** "PS" in front of a word may be a name; two letters alone are no postscript either ("NS" in an address). */
const AFTERTHOUGHT_PATTERN =
  /^[\s*_]{0,5}(?:one more thing|another thing|by the way|btw|also,|oh,? and|i forgot|forgot to|noch etwas|noch eine (?:frage|sache)|übrigens|ach ja|ach so|außerdem|au fait|encore une|par ailleurs|por cierto|otra cosa|a proposito|un'altra cosa|dimenticavo|trouwens|nog iets|aliás|a propósito|zapomniałem|a jeszcze|да, и|кстати)(?!\p{L})/iu;
const QUESTION_PATTERN = /^(?:\S+\s+){3,}\S*[?？]\s*$/u;

/** The next filled lines, one more than a signature has at most: a mail may be nothing but beginnings of signatures. */
function filledLines(lines: readonly string[], from: number): string[] {
  const found: string[] = [];
  for (let index = from; index < lines.length && found.length <= MAX_STRICT_SIGNATURE_LINES; index += 1)
    if ((lines[index] ?? "").trim() !== "") found.push(lines[index] ?? "");
  return found;
}

/** The lines without their signature. What the sender adds under it, a postscript or one more question, stays. */
export function withoutSignature<Line>(lines: readonly Line[], textOf: (line: Line) => string): Line[] {
  const texts = lines.map(textOf);
  const start = findSignatureStart(texts);
  if (start === lines.length) return [...lines];
  const addition = findAddition(texts, start);
  const kept = lines.slice(0, endOfText(texts, start));
  return addition === null ? kept : [...kept, ...withoutSignature(lines.slice(addition), textOf)];
}

/** A drawn line above a signature goes with it. */
function endOfText(lines: readonly string[], start: number): number {
  let end = start;
  while (end > 0 && (lines[end - 1] ?? "").trim() === "") end -= 1;
  return end > 1 && DELIMITER_PATTERN.test(lines[end - 1] ?? "") ? end - 1 : start;
}

/** The first line of what was added under a signature that begins at `start`. */
function findAddition(lines: readonly string[], start: number): number | null {
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (POSTSCRIPT_PATTERN.test(line)) return index;
    const isParagraph = (lines[index - 1] ?? "").trim() === "";
    if (
      isParagraph &&
      (AFTERTHOUGHT_PATTERN.test(line) || (QUESTION_PATTERN.test(line) && !CONTACT_PATTERN.test(line)))
    )
      return index;
  }
  return null;
}

/** Index of the first signature line, or the number of lines when there is no signature. Lines inside ``` fences never count. */
export function findSignatureStart(lines: readonly string[]): number {
  let fenced = false;
  let hasText = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const trimmed = line.trim();
    if (trimmed.startsWith("```")) fenced = !fenced;
    if (trimmed === "" || fenced) continue;
    if (hasText && isSignatureLine(lines, index, line)) return index;
    hasText = true;
  }
  return lines.length;
}

/** Under a line of somebody's own drawing: a name and how to reach it, or the text's next part? */
function looksLikeSignature(lines: readonly string[]): boolean {
  return lines.some((line) => CONTACT_PATTERN.test(line)) || !lines.some((line) => SENTENCE_PATTERN.test(line));
}

const DEVICE_PATTERN =
  /iphone|ipad|apple|android|galaxy|samsung|huawei|xiaomi|oppo|pixel|blackberry|nokia|smartphone|handy|mobi|m[óo]vil|telefon|téléphone|phone|tablet|outlook|\bmail|e-?mail|yahoo|gmx|web\.de|proton|spark|thunderbird|windows|app\b|手机|手機|携帯|スマート|휴대|핸드폰|هاتف|телефон/iu;
/** A place or a program that is not listed is told in few words. */
const MAX_PLACE_WORDS = 6;

/** "Sent from my desk, which is easier than by phone." and "Sent via DHL on Monday, tracking 1234" are something that somebody says. */
function isSentence(line: string): boolean {
  const words = line.trim().split(/\s+/u).length;
  if (DEVICE_PATTERN.test(line)) return /[.!?]\s*$/u.test(line) && words > 14;
  return words > MAX_PLACE_WORDS || /[,;?!]|\d{3}/u.test(line);
}

function isSignatureLine(lines: readonly string[], index: number, line: string): boolean {
  if (USENET_DELIMITER_PATTERN.test(line)) return true;
  if (DELIMITER_PATTERN.test(line)) {
    const rest = filledLines(lines, index + 1);
    const isStrict = STRICT_DELIMITER_PATTERN.test(line);
    return rest.length <= (isStrict ? MAX_STRICT_SIGNATURE_LINES : MAX_SIGNATURE_LINES) && looksLikeSignature(rest);
  }
  if (line.length <= MAX_SENT_FROM_CHARS && SENT_FROM_PATTERN.test(line) && !isSentence(line))
    return filledLines(lines, index + 1).length <= 3;
  if (line.length <= 60 && CLOSING_PATTERN.test(line)) {
    const rest = filledLines(lines, index + 1);
    return (
      rest.length > 0 && rest.length <= MAX_CLOSING_LINES && rest.every((text) => text.length <= MAX_CLOSING_LINE_CHARS)
    );
  }
  return false;
}
