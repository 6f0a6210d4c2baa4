/**
 * Words with which mail programs, in their languages, head the older message that they put under an answer or a forward.
 */

const FROM_LABELS = [
  "from", "od", "fra", "von", "de", "da", "van", "lähettäjä", "šalje", "feladó", "expeditorul", "отправитель", "från", "kimden", "від кого", "saatja",
  "de la", "gönderen", "от", "от кого", "від", "mittente", "nadawca", "送信元", "差出人", "发件人", "發件人", "寄件者", "보낸 사람", "보낸사람", "από", "מאת", "من",
  "pošiljatelj", "từ", "dari", "expéditeur", "absender", "remitente", "remetente", "afzender", "avsändare", "odesílatel", "odosielateľ",
];
const SENT_LABELS = [
  "sent", "date", "datum", "dato", "envoyé", "envoyé le", "fecha", "enviado", "enviado el", "enviada em", "enviado em", "päivämäärä", "päiväys", "dátum", "data", "dată", "дата", "tarih",
  "sendt", "gesendet", "lähetetty", "elküldve", "inviato", "data invio", "verzonden", "wysłano", "wysłane", "trimis", "отправлено", "odoslané", "odesláno", "skickat", "gönderilen",
  "відправлено", "надіслано", "日付", "日時", "送信日時", "发送时间", "发送日期", "日期", "寄件日期", "傳送時間", "날짜", "보낸 날짜", "ημερομηνία", "תאריך", "نشرت", "التاريخ", "đã gửi", "ngày", "poslano", "dikirim", "tanggal", "saadetud", "στάλθηκε",
];
const TO_LABELS = [
  "to", "komu", "til", "an", "para", "vastaanottaja", "à", "prima", "címzett", "a", "aan", "do", "destinatarul", "către", "кому", "pre", "till", "kime",
  "pour", "adresat", "destinatario", "destinataire", "送信先", "宛先", "收件人", "收件者", "받는 사람", "받는사람", "προς", "אל", "إلى", "za", "đến", "kepada", "alıcı",
];
const SUBJECT_LABELS = [
  "subject", "předmět", "emne", "betreff", "asunto", "aihe", "objet", "predmet", "tárgy", "oggetto", "onderwerp", "temat", "assunto", "subiectul", "subiect",
  "тема", "ämne", "konu", "件名", "主题", "主題", "主旨", "제목", "θέμα", "נושא", "الموضوع", "naslov", "chủ đề", "subjek", "zadeva", "teema", "betr",
];
const COPY_LABELS = [
  "cc", "bcc", "kopie", "kopie (cc)", "kopio", "másolat", "másolatot kap", "kopi", "dw", "копия", "копія", "kopia", "bilgi", "kópia", "copie à", "抄送", "副本", "참조", "κοιν", "עותק", "нк",
];
const OTHER_LABELS = [
  "reply-to", "reply to", "répondre à", "antwort an", "antwoord aan", "rispondi a", "responder a", "svar til", "svara till", "importance", "priority", "attachments", "anlagen", "allegati",
  "organization", "mailed-by", "signed-by", "message-id", "odgovori na", "odpověď na", "vastaus", "válaszcím", "răspuns către", "ответ-кому", "yanıt adresi", "sent by", "on behalf of", "wichtigkeit", "priorität", "importancia", "importanza",
];

export type HistoryLabel = "from" | "sent" | "to" | "subject" | "copy" | "other";

const LABEL_OF_WORD = new Map<string, HistoryLabel>([
  ...OTHER_LABELS.map((word) => [word, "other"] as const),
  ...COPY_LABELS.map((word) => [word, "copy"] as const),
  ...TO_LABELS.map((word) => [word, "to"] as const),
  ...SENT_LABELS.map((word) => [word, "sent"] as const),
  ...SUBJECT_LABELS.map((word) => [word, "subject"] as const),
  ...FROM_LABELS.map((word) => [word, "from"] as const),
]);

/** `From: x`, `*From:* x`, `> Von : x`, `送信元：x`. Bounded label, so a line without a colon costs a few characters only. */
const LABELLED_LINE_PATTERN = /^[\s>|]{0,20}[*_]{0,2}([\p{L}\p{M}][\p{L}\p{M} ()-]{0,20}?)[*_]{0,2}\s?[:：][*_]{0,2}(.*)$/u;

/** Reads one line of a quoted message's header block; null for any other line. */
export function readHistoryLabel(line: string): { label: HistoryLabel; value: string } | null {
  const match = LABELLED_LINE_PATTERN.exec(line);
  if (!match) return null;
  const label = LABEL_OF_WORD.get((match[1] ?? "").trim().toLowerCase());
  return label === undefined ? null : { label, value: (match[2] ?? "").trim() };
}

const VERB_SOURCE = [
  "wrote", "writes", "written", "schrieb", "schreibt", "écrit", "ecrit", "escribió", "escribio", "scritto", "scrive", "escreveu", "schreef", "geschreven", "skrev", "kirjoitti",
  "pisze", "napisał", "napisała", "napisal", "napisala", "napsal", "napsala", "napisao", "napísal", "napísala", "написал", "написала", "написав", "написала", "пишет", "пише", "yazdı", "írta",
  "scris", "έγραψε", "kirjutas", "rašė", "rakstīja", "menulis", "napisao", "je pisal", "đã viết", "viết", "写道", "寫道", "写信", "のメッセージ", "書きました", "wrote", "작성", "님이", "כתב", "كتب",
].join("|");
const VERB_PATTERN = new RegExp(`(?<![\\p{L}\\p{M}])(?:${VERB_SOURCE})(?![\\p{L}\\p{M}])`, "iu");
/** Words of these scripts are not set apart by spaces. */
const UNSPACED_VERB_PATTERN = /写道|寫道|のメッセージ|書きました|작성|님이/u;

export function hasWroteVerb(text: string): boolean {
  return VERB_PATTERN.test(text) || UNSPACED_VERB_PATTERN.test(text);
}

const ORIGINAL_MESSAGE_WORDS = [
  "original message", "original-nachricht", "originalnachricht", "ursprüngliche nachricht", "ursprüngliche mail", "message d'origine", "message original", "message d’origine", "mensaje original", "messaggio originale",
  "mensagem original", "oorspronkelijk bericht", "oprindelig meddelelse", "oprindelig besked", "opprinnelig melding", "ursprungligt meddelande", "ursprungsmeddelande", "originalmeddelande",
  "alkuperäinen viesti", "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva", "pôvodná správa", "eredeti üzenet", "исходное сообщение", "оригинальное сообщение", "original besked",
  "mesaj original", "orijinal mesaj", "özgün ileti", "原始邮件", "原始郵件", "原始信件", "元のメッセージ", "원본 메시지", "αρχικό μήνυμα", "הודעה מקורית", "reply message", "reply above this line", "original appointment", "mail original", "e-mail original", "původní e-mail", "pôvodný e-mail", "oorspronkelijke mail", "missatge original",
];
const ORIGINAL_MESSAGE_PATTERN = new RegExp(`^[\\s>*_]{0,10}-{1,20}\\s?(?:${ORIGINAL_MESSAGE_WORDS.join("|")})\\s?-{0,20}[\\s*_]{0,5}$`, "iu");

/** `-----Original Message-----` and its sisters. */
export function isOriginalMessageLine(line: string): boolean {
  return line.length < 120 && ORIGINAL_MESSAGE_PATTERN.test(line);
}

const FORWARD_WORDS = [
  "begin forwarded message", "forwarded message", "forwarded by", "forwarded from", "začátek přeposílané zprávy", "start på videresendt besked", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail", "inicio del mensaje reenviado",
  "välitetty viesti alkaa", "début du message réexpédié", "début du message transféré", "započni proslijeđenu poruku", "továbbított levél kezdete", "inizio messaggio inoltrato", "begin doorgestuurd bericht",
  "videresendt melding", "początek przekazywanej wiadomości", "início da mensagem reencaminhada", "início da mensagem encaminhada", "începe mesajul redirecționat", "начало переадресованного сообщения", "začiatok preposlanej správy",
  "vidarebefordrat mejl", "ileti başlangıcı", "i̇leti başlangıcı", "початок листа, що пересилається", "přeposlaná zpráva", "videresendt meddelelse", "weitergeleitete nachricht", "weitergeleitete mail", "mensaje reenviado", "edelleenlähetetty viesti",
  "message transmis", "message transféré", "message réexpédié", "továbbított üzenet", "messaggio inoltrato", "doorgestuurd bericht", "przekazana wiadomość", "wiadomość przesłana dalej", "treść przekazanej wiadomości", "mensagem reencaminhada", "mensagem encaminhada",
  "mesaj redirecționat", "пересылаемое сообщение", "пересланное сообщение", "preposlaná správa", "preposlaná správa --- forwarded message", "vidarebefordrat meddelande", "i̇letilmiş mesaj", "iletilmiş mesaj", "i̇letilen i̇leti", "iletilen ileti", "перенаправлене повідомлення", "переслане повідомлення",
  "välitetty viesti / fwd.msg", "välitetty viesti", "proslijeđena poruka", "перенаправленное сообщение", "メッセージを転送", "転送されたメッセージ", "転送メッセージ", "转发邮件", "转发的邮件", "轉寄郵件", "轉寄信件", "전달된 메시지", "προωθημένο μήνυμα", "הודעה שהועברה", "רשומה מועברת", "رسالة معاد توجيهها",
];
const FORWARD_LINE_PATTERN = new RegExp(
  `^[\\s>|*_]{0,20}(?:-{2,20}\\s?(?:${FORWARD_WORDS.map((word) => word.replaceAll(".", "\\.")).join("|")})(?:\\s.{0,400})?|(?:${FORWARD_WORDS.map((word) => word.replaceAll(".", "\\.")).join("|")})\\s?[:：])[\\s\\-*_]{0,25}$`,
  "iu",
);

/** The line over a message that is passed on: `---------- Forwarded message ---------`, `Begin forwarded message:` … */
export function isForwardLine(line: string): boolean {
  // Yahoo runs the whole header block on behind the dashes, in the same line.
  return FORWARD_LINE_PATTERN.test(line.slice(0, 400));
}
