/**
 * Subjects of answering machines. They put their own words in front of the original subject, or fill it with them; a person who answers a mail of such a subject
 * begins with "Re:".
 */
import { isReplySubject } from "./subject.ts";

const AUTO_REPLY_PATTERN = new RegExp(
  `^\\s*[[(*]?\\s?(?:${[
    "out[- ]of[- ](?:the )?office",
    "auto(?:matic|mated|matically generated)?[- ]?(?:reply|response|answer|replied|responder)",
    "auto(?:matic)? ?reply from",
    "vacation (?:reply|response|message|notice)",
    "on vacation\\b",
    "away from (?:my|the) (?:mail|office|desk)",
    "automatische (?:antwort|antwoord)",
    "automatisch antwoord",
    "automatische e-?mail-?antwort",
    "abwesenheits(?:notiz|meldung|nachricht|assistent)",
    "abwesenheit\\b",
    "abwesend\\b",
    "ich bin (?:nicht im büro|im urlaub)",
    "autoantwort",
    "réponse automatique",
    "absence du bureau",
    "message d.absence",
    "notification d.absence",
    "absent du bureau",
    "respuesta autom[áa]tica",
    "fuera de (?:la )?oficina",
    "ausente de la oficina",
    "contestaci[óo]n autom[áa]tica",
    "risposta automatica",
    "fuori (?:sede|ufficio)",
    "assenza dall.ufficio",
    "assente dall.ufficio",
    "notifica di assenza",
    "resposta autom[áa]tica",
    "fora do escrit[óo]rio",
    "ausência tempor[áa]ria",
    "aus[êe]ncia do escrit[óo]rio",
    "afwezig(?:heid)?\\b",
    "niet aanwezig",
    "automatisk svar",
    "autosvar",
    "frånvaro(?:meddelande)?\\b",
    "ikke til stede",
    "fraværsmelding",
    "ikke på kontoret",
    "automaattinen vastaus",
    "poissaolo(?:viesti|ilmoitus)?\\b",
    "automatyczna odpowied[źz]",
    "odpowied[źz] automatyczna",
    "autoodpowied[źz]",
    "poza biurem",
    "nieobecno[śs][ćc]",
    "automatick[áa] odpov[ěe]ď",
    "automatick[áa] odpove[ďd]",
    "mimo kancel[áa][řr]",
    "automatikus v[áa]lasz",
    "házon kívül",
    "автоматический ответ",
    "автоответ",
    "нет на работе",
    "вне офиса",
    "автоматична відповідь",
    "otomatik yan[ıi]t",
    "ofis d[ıi][şs][ıi]nda",
    "răspuns automat",
    "αυτόματη απάντηση",
    "automatski odgovor",
    "自动回复",
    "自動回覆",
    "自動返信",
    "自動応答",
    "不在通知",
    "不在のお知らせ",
    "자동 회신",
    "자동 응답",
    "부재중",
    "תשובה אוטומטית",
    "رد تلقائي",
    "trả lời tự động",
    "ooo\\b",
    "auto ?: ?(?:re|aw|sv|antw) ?:",
    "i(?:'m| am) (?:currently )?(?:out of|away from|on)",
    "currently out of",
    "away ?:",
    "automatiskt svar",
    "automatiskt meddelande",
    "sjálfvirkt svar",
    "автоматичен отговор",
    "samodejni odgovor",
    "automaatvastus",
    "automātisk[āa] atbilde",
    "automatinis atsakymas",
    "自动答复",
    "自動回复",
    "自動回信",
    "الرد التلقائي",
    "رد آلي",
    "پاسخ خودکار",
    "balasan otomatis",
    "jawaban otomatis",
    "ตอบกลับอัตโนมัติ",
    "การตอบกลับอัตโนมัติ",
    "resposta autom[àa]tica",
    "erantzun automatikoa",
    "awtomatik",
    "ik ben (?:afwezig|niet aanwezig|op vakantie)",
    "je suis (?:absent|en (?:congés?|vacances))",
    "ich bin (?:abwesend|derzeit|zurzeit|momentan|vom|bis|ab) ",
    "sono (?:assente|fuori|in ferie)",
    "(?:no )?estoy (?:fuera|ausente|de vacaciones|en la oficina)",
    "estou (?:ausente|fora|de férias)",
    "jestem (?:na urlopie|poza|nieobecn)",
    "jag är (?:inte|på semester|borta|frånvarande)",
    "jeg er (?:ikke|på ferie|bortreist|fraværende)",
    "olen (?:lomalla|poissa)",
    "jsem (?:mimo|na dovolené)",
    "я в отпуске",
    "я у відпустці",
  ].join("|")})`,
  "iu",
);
/** What ends the machine's own words: nothing more, a pause, a time, or the original subject. "Annual leave form question" is a person's. */
const END =
  "(?=\\s*(?:$|[:：;,.!(/|–—-]|(?:until|till|from|starting|re:|bis|vom|ab|jusqu|du|hasta|desde|fino|dal|até|do|od|de la|pân[ăa])(?![\\p{L}])|\\d))";
/** Why people are away, and that they don't come back: all of it words that stand for a whole subject. */
const AWAY_PATTERN = new RegExp(
  `^\\s*[[(*]?\\s?(?:${[
    "(?:i['’]?m |i am |we['’]?re |we are )?(?:currently |now )?(?:ooo|gone fishing|on (?:annual |parental |maternity |paternity |sick |medical )?leave|(?:annual|parental|maternity|paternity|sick|medical|bank holiday) leave)",
    "(?:our )?office (?:is )?closed",
    "(?:mutterschutz|elternzeit|betriebs(?:ferien|urlaub)|im (?:resturlaub|urlaub|krankenstand))",
    "(?:en )?cong[ée]s?(?: (?:maternit[ée]|parental|paternit[ée]|annuels?|maladie))",
    "(?:je suis )?en d[ée]placement",
    "fermeture (?:annuelle|estivale)",
    "(?:ufficio |siamo )?chius[oi] per ferie",
    "chiusura (?:estiva|natalizia|per ferie|aziendale|uffici)",
    "(?:sono )?in (?:ferie|maternità|malattia)",
    "(?:estoy )?de (?:vacaciones|baja)",
    "(?:estou )?de (?:férias|licença)",
    "(?:jsem )?na dovolené",
    "na urlopie",
    "(?:sunt )?(?:plecat[ăa]? )?în concediu",
    "atostogauju|atostogose",
    "op vakantie|met (?:verlof|vakantie)",
    "på (?:semester|ferie)|föräldraledig",
    "szabadságon",
    "на больничном|в отпуске|у відпустці",
    "자리 ?비움|부재 ?중|휴가 ?중",
    "在?(?:休假|外出|出差)中?",
    "εκτός γραφείου",
    "מחוץ למשרד|בחופשה",
    "خارج المكتب|في إجازة",
  ].join("|")})${END}`,
  "iu",
);
const GONE_PATTERN =
  /(?:\bno longer (?:works?|working|with|employed|at|monitored|in use)\b|nicht mehr (?:bei uns|im unternehmen|für|tätig|gelesen|aktiv)|ne (?:travaille|fait) plus|ya no trabaja|non lavora più|werkt niet (?:meer|langer)|już nie pracuje)[^?]*$/iu;
/** "We got your message", as other desks say it. */
const RECEIVED_PATTERN = new RegExp(
  `^\\s*(?:\\[[^\\]]{1,40}\\]\\s*)?(?:${[
    "we(?:['’]ve| have)? (?:received|got) your (?:request|message|e-?mail|inquiry|enquiry|ticket|query|submission)",
    "thank(?:s| you) for (?:contacting|getting in touch|reaching out)",
    "(?:your )?(?:ticket|case|request|incident) [#\\[(]?[\\w-]{1,30}[\\])]? (?:has been|was|is) (?:created|opened|received|registered)",
    "(?:confirmation|acknowledge?ment) of (?:receipt|your (?:request|message|e-?mail))",
    "(?:eingangs|empfangs)bestätigung",
    "bestätigung ihrer (?:e-?mail|anfrage|nachricht)",
    "(?:wir haben )?ihre (?:anfrage|nachricht|e-?mail) (?:ist|wurde|erhalten|haben wir)",
    "conferma (?:di )?ricezione",
    "abbiamo ricevuto la (?:tua|sua|vostra)",
    "accusé de réception",
    "nous avons (?:bien )?reçu votre",
    "(?:acuse|confirmación) de (?:recibo|recepción)",
    "hemos recibido (?:su|tu)",
    "(?:confirmação|aviso) de (?:recebimento|receção)",
    "recebemos (?:a sua|o seu|sua|seu)",
    "ontvangstbevestiging",
    "we hebben (?:uw|je) (?:bericht|vraag|e-?mail) ontvangen",
    "potwierdzenie (?:otrzymania|przyjęcia)",
    "mottagningsbekräftelse|bekräftelse på mottag|kvittering for modtag",
    "potvrzení (?:o )?přijetí",
  ].join("|")})(?!\\p{L})(?! (?:missing|fehlt|manca|not|nicht))`,
  "iu",
);
/** "Urlaub: Re: Bestellung": the machine's words stand before the prefix that the original's subject has. */
const AWAY_WORDS =
  /abwesen|urlaub|ferien|elternzeit|mutterschutz|out of office|\booo\b|\bleave\b|vacation|holiday|away|absen|vacances|congé|vacaciones|férias|ferie|fuori|afwezig|vakantie|semester|frånvar|fravær|loma|poissa|urlop|nieobecn|dovolen|mimo|szabadság|отпуск|відпуст|izin|tatil|休暇|休假|外出|不在|휴가|부재/iu;
const PREFIX_BEHIND_PATTERN = /^(.{2,80}?)[\s:\-–—|]+(?:re|aw|sv|antw|rif|res|odp|vs|ynt|回复|回覆|答复)\s?[:：]/iu;
/** Lotus Notes: "Bob Meier is out of the office (returning 11/09/2026)", "Bob ist außer Haus.", after an "AUTO:" or not. */
const SOMEBODY_AWAY_PATTERN =
  /^.{2,60}\s(?:is (?:currently )?(?:out of (?:the )?office|away|on (?:vacation|holiday|leave))|ist (?:außer haus|nicht im (?:büro|haus)|abwesend|im urlaub)|est (?:absente?|en congés?)|è (?:assente|fuori)|está (?:ausente|fuera)|is (?:afwezig|niet aanwezig)|jest poza biurem)(?!\p{L})/iu;

/** Whether only automatic answers carry such a subject. People write about their out-of-office too, and begin their answers with "Re:". */
export function isAutoReplySubject(whole: string): boolean {
  const subject = whole.slice(0, 300);
  if (isReplySubject(subject)) return false;
  return (
    AUTO_REPLY_PATTERN.test(subject) ||
    RECEIVED_PATTERN.test(subject) ||
    GONE_PATTERN.test(subject) ||
    (!subject.trim().endsWith("?") && AWAY_PATTERN.test(subject)) ||
    SOMEBODY_AWAY_PATTERN.test(subject) ||
    AWAY_WORDS.test(PREFIX_BEHIND_PATTERN.exec(subject)?.[1] ?? "")
  );
}
