/** "This message is in HTML, please use another program": a text part that stands there for want of the HTML beside it, in whatever words. */

/** Longer texts are somebody's. */
const MAX_STAND_IN_CHARS = 600;
/** What HTML has to say for signs alone to stand in for it. */
const MIN_SAID_CHARS = 3;
/** Of what cannot show what: the words of such excuses. What differs from its HTML in other words is somebody's. */
const EXCUSE_PATTERN =
  /html|viewer|browser|navigat(?:eur|ore)|navegador|web ?mail|mail[- ]?(?:client|program|software|reader|app)|klient|rich text|multipart|mime[- ](?:format|message)|not (?:supported|available)|(?:unable|failed|not able) to (?:display|view|show|read)|can(?:'t|not) (?:display|view|show|read)|view (?:it |this |the )?(?:online|message|e-?mail)|anzeigen|dargestellt|darstell|visuali[sz]|afficher|affich[ée]|mostrar|weergeven|weergegeven|visas|vises|näyttää|wyświetl|zobraz|megjelen|afișa|отобра|просмотр|перегля|görüntüle|προβολή|表示|查看|显示|顯示|표시/iu;
/** Scripts whose words are set apart by blanks. */
const HAS_WORDS = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Hebrew}\p{sc=Arabic}]/u;

/**
 * Whether a plain rendering says nothing of what the HTML says: not one of its sentences is there.
 * @param readHtml the HTML's text; asked for only where it is needed
 */
export function isStandIn(plain: string, readHtml: () => string): boolean {
  if (plain.length > MAX_STAND_IN_CHARS || plain.trim() === "") return false;
  const html = readHtml();
  if (html.trim() === "") return false;
  const said = ` ${wordsOf(html)} `;
  const sentences = plain
    .replace(/(?:https?:\/\/|www\.|mailto:)\S+/giu, " ")
    .split(/[.!?。！？]+(?:\s|$)|\n|\s-{2,}\s/u)
    .map(wordsOf)
    .filter((words) => words !== "");
  // Signs alone: dashes, brackets, an empty list.
  if (sentences.length === 0) return said.trim().length >= MIN_SAID_CHARS;
  return EXCUSE_PATTERN.test(plain) && !sentences.some((words) => said.includes(` ${words} `) || isRun(words, said));
}

/** Scripts without blanks have no words to be set apart. */
function isRun(words: string, said: string): boolean {
  return !HAS_WORDS.test(words) && said.includes(words);
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
