/**
 * Signatures: the usenet delimiter, the advertising line of a phone, and a closing formula with a name under it.
 */

/** "Sent from my iPhone" as phones and apps write it. */
const SENT_FROM_PATTERN = new RegExp(
  `^[\\s*_]{0,5}(?:${[
    "sent from (?:my|a|an|the|outlook|mail|gmail|yahoo|samsung|proton|typeapp|bluemail|windows|iphone|ipad|android|mobile|[A-Z])",
    "sent (?:via|using|with) ",
    "get outlook for ",
    "get \\[?outlook",
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
    "lähetetty ",
    "hanki outlook",
    "wysłane z ",
    "wysłano z ",
    "pobierz outlook",
    "odesláno z",
    "odoslané z",
    "отправлено (?:с|из) ",
    "надіслано з ",
    "iphone(?:から送信|から)",
    "发自我的",
    "從我的",
    "나의 ",
    "iphone에서 보냄",
    "được gửi từ ",
    "gönderildi",
    "iphone'umdan",
    "trimis de pe",
    "poslano s ",
    "küldve ",
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
const STRICT_DELIMITER_PATTERN = /^(?:--|—|__)\s?$/u;
/** A home-made delimiter introduces a signature only when little follows. */
const MAX_SIGNATURE_LINES = 12;
const MAX_CLOSING_LINES = 8;
const MAX_CLOSING_LINE_CHARS = 90;

function filledLines(lines: readonly string[], from: number): string[] {
  return lines.slice(from).filter((line) => line.trim() !== "");
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

/** "Sent from my desk, which is easier than by phone." is something that somebody says. */
function isSentence(line: string): boolean {
  return /[.!?]\s*$/u.test(line) && line.trim().split(/\s+/u).length > 7;
}

function isSignatureLine(lines: readonly string[], index: number, line: string): boolean {
  if (STRICT_DELIMITER_PATTERN.test(line)) return true;
  if (DELIMITER_PATTERN.test(line)) return filledLines(lines, index + 1).length <= MAX_SIGNATURE_LINES;
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
