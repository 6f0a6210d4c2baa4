/**
 * A delivery that failed or waits, in the words of mail servers: each language's denial together with what it denies, in one sentence.
 */

/** What denies (whole words), and what is denied (beginnings of words); for languages that set their words apart. */
const SPACED: readonly (readonly [string, string])[] = [
  [
    "not|no|cannot|can't|couldn't|wasn't|isn't|unable|fail(?:ed|s|ure)?|impossible|refused|rejected|problems?|errors?|never",
    "deliver|undeliver|be sent|be reached|did not reach|bounced|returned to sender",
  ],
  ["rejected|refused|bounced|failed|blocked|returned", "(?:mail|message|e-?mail) to"],
  [
    "nicht|keine?|fehler|gescheitert|fehlgeschlagen|unmöglich|abgewiesen|abgelehnt",
    "zustell|zuzustell|zugestellt|unzustell|übermittel|ausgeliefert|ausliefer",
  ],
  ["pas|n'a pu|n'ont pu|non|échec|échoué|impossible|erreur|refusé|aucun", "remis|livr|distribu|achemin|délivr"],
  ["non|mancat[oa]|impossibile|errore|fallit[oa]|rifiutat[oa]", "consegn|recapit"],
  ["no|fallo|falló|imposible|error|rechazad[oa]", "entreg"],
  ["não|falha|falhou|impossível|erro|rejeitad[oa]", "entreg"],
  ["no|ha fallat|impossible", "lliur"],
  ["niet|mislukt|fout|geweigerd|onmogelijk", "bezorg|afgelever|aflever|besteld|onbestel"],
  ["nie|błąd|niepowodzenie|odrzucon[aoy]|niemożliwe", "dostarcz|doręcz"],
  ["ne|nelze|chyba|selhalo|nie|zlyhalo|nemožno|nepodařilo|nepodarilo|nebyla|nebyl|nebolo|nebola", "doruč"],
  ["inte|ej|misslyckades|fel", "lever|tillställ"],
  ["ikke|feil|fejl|mislyk(?:tes|kedes)|kunne ikke", "lever|avlever|aflever"],
  ["ei|eivät|epäonnistui|virhe|voitu", "toimit|perille"],
  ["nem|sikertelen|hiba|sikerült", "kézbesít"],
  ["edilemedi|edilemiyor|edilmedi|iletilemedi|ulaştırılamadı|başarısız|hata", "teslim|iletil|ulaştırıl|gönderil"],
  ["не|невозможно|ошибка|сбой|неможливо|помилка|збій", "достав"],
  ["невъзможно|грешка", "достав"],
  ["δεν|αδύνατη|αποτυχία|απέτυχε|σφάλμα", "παραδ|παράδ"],
  ["nu|eșuat|eroare|imposibil", "livr|predat"],
  ["nije|nisu|ni|greška|napaka|не", "isporuč|dostav|испоруч"],
  ["không|thất bại|lỗi", "gửi|chuyển|phát"],
  ["tidak|gagal", "terkirim|dikirim|disampaikan|mengirim"],
  ["تعذر|تعذّر|لم|لا|فشل|يتعذر", "تسليم|توصيل|إيصال"],
  ["نشد|ناموفق|نمی", "تحویل|ارسال"],
  ["לא|נכשל|נכשלה|אין|שגיאה", "נמסר|מסיר|למסור|שליח|נשלח|הגיע"],
  ["nav|neizdevās", "piegād"],
  ["nepavyko|nebuvo", "pristat"],
  ["ei", "kätte|toimeta"],
];
/** For scripts without blanks: one within a short way of the other. */
const UNSPACED: readonly (readonly [string, string])[] = [
  ["ません|できな|不能|失敗|エラー|不達|なかった", "配信|送信|配達|届|不達"],
  [
    "无法|未能|失败|不能|没有|未|被退|退回|無法|失敗|沒有|不成功",
    "投递|送达|发送|递送|投遞|送達|遞送|傳送|寄送|寄达|寄達|退信|邮件被|郵件被",
  ],
  ["못|실패|수 없|반송|않았", "전송|전달|배달|발송|보내|반송"],
  ["ไม่|ล้มเหลว", "ส่ง"],
];
/** One word that says both. */
const UNDELIVERED =
  /undeliver|nondeliver|non-deliver|unzustellbar|olevererbar|nedoručen|nedoručiteľ|nedoručitel|niedostarcz|niedoręcz|onbestelbaar|недостав|недоставл|kézbesíthetetlen|配信不能|配達不能|退信|반송/iu;

const FAILED: readonly (readonly [RegExp, RegExp])[] = [
  ...SPACED.map(
    ([denial, delivery]) =>
      [
        new RegExp(`(?<![\\p{L}\\p{M}])(?:${denial})(?![\\p{L}\\p{M}])`, "iu"),
        new RegExp(`(?<![\\p{L}\\p{M}])(?:${delivery})`, "iu"),
      ] as const,
  ),
  ...UNSPACED.map(([denial, delivery]) => [new RegExp(denial, "u"), new RegExp(delivery, "u")] as const),
];

/** Whether a sentence says that something was not delivered. */
export function tellsFailedDelivery(sentence: string): boolean {
  return (
    UNDELIVERED.test(sentence) || FAILED.some(([denial, delivery]) => denial.test(sentence) && delivery.test(sentence))
  );
}

/** Whether a text says that its server will go on trying. */
export function tellsDelay(text: string): boolean {
  return DELAYED.test(text);
}

const DELAYED = new RegExp(
  [
    "noch nicht (?:zugestellt|ausgeliefert)|versuchen es weiter|weitere (?:zustell)?versuche|verzöger",
    "pas encore|nouvelles? tentatives?|réessa|\\bretard",
    "non ancora|non è ancora|ritard|nuovi tentativi|riprover",
    "aún no|todavía no|reintent|retras|nuevos intentos",
    "ainda não|novas tentativas|atras(?:o|ada)",
    "nog niet|vertrag|opnieuw (?:te )?prober",
    "jeszcze nie|opóźni|ponowi|kolejne próby",
    "zatím ne|zpožd|opožd|další pokus|zatiaľ ne|oneskor",
    "ännu inte|försen|nya försök|ennå ikke|endnu ikke|forsink|nye forsøk|nye forsøg",
    "ei vielä|viivästy|yritetään uudelleen",
    "még nem|késés|késik|késlelt|újabb kísérlet",
    "henüz|gecik|tekrar dene",
    "ещё не|еще не|пока не|задерж|повторные попытки|ще не|затрим|повторні спроби",
    "ακόμη δεν|ακόμα δεν|καθυστέρ|încă nu|întârzi",
    "まだ|遅延|再試行|再送|尚未|延迟|延遲|重试|重試|지연|재시도|다시 시도",
    "بعد تأخير|تأخر|تأخير|إعادة المحاولة|עדיין לא|עיכוב|ננסה שוב",
  ].join("|"),
  "iu",
);
