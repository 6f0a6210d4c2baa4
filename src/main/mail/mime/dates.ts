/**
 * The Date field: RFC 5322 §3.3 with the obsolete forms of §4.3, and the ISO, ctime and localised forms that programs send instead.
 */
import { MAX_DATE_EPOCH_MS, MIN_DATE_EPOCH_MS } from "../limits.ts";
import { decodeWords } from "./encoded-words.ts";
import { monthOf } from "./month-names.ts";
import { stripComments } from "./structured-header.ts";

/** RFC 5322 §4.3 names the American zones; the rest are the letters that European and Asian servers send. Minutes east of UTC. */
const ZONE_MINUTES = new Map<string, number>([
  ["ut", 0],
  ["utc", 0],
  ["gmt", 0],
  ["z", 0],
  ["wet", 0],
  ["est", -300],
  ["edt", -240],
  ["cst", -360],
  ["cdt", -300],
  ["mst", -420],
  ["mdt", -360],
  ["pst", -480],
  ["pdt", -420],
  ["bst", 60],
  ["west", 60],
  ["cet", 60],
  ["met", 60],
  ["cest", 120],
  ["mest", 120],
  ["eet", 120],
  ["eest", 180],
  ["msk", 180],
  ["ist", 330],
  ["jst", 540],
  ["kst", 540],
  ["aest", 600],
  ["aedt", 660],
  ["nzst", 720],
  ["nzdt", 780],
]);

/** Milliseconds since the epoch; null when the field is no date or one outside 1950 to 2099. A missing zone counts as UTC. */
export function parseMailDate(source: string): number | null {
  const decoded = decodeWords(source.slice(0, 200));
  const text = stripComments(decoded).trim();
  if (text === "") return null;
  const day = readDay(text);
  const clock = /(?<!\d)(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\b)?/iu.exec(
    day ? text.replace(day.source, " ") : text,
  );
  if (!day) return null;
  let hour = Number(clock?.[1] ?? 0);
  const half = clock?.[5]?.toLowerCase();
  if (half?.startsWith("p") === true && hour < 12) hour += 12;
  if (half?.startsWith("a") === true && hour === 12) hour = 0;
  const minute = Number(clock?.[2] ?? 0);
  const second = Number(clock?.[3] ?? 0);
  if (hour > 24 || minute > 59 || second > 60) return null;
  const local = new Date(0);
  local.setUTCFullYear(day.year, day.month, day.day);
  if (local.getUTCMonth() !== day.month || local.getUTCDate() !== day.day) return null;
  local.setUTCHours(hour, minute, Math.min(second, 59), 0);
  // Some programs write the zone as a comment alone: "(GMT+01:00)".
  const comments = decoded.match(/\([^()]{1,40}\)/gu)?.join(" ") ?? "";
  const zone =
    readZoneMinutes(text.replace(day.source, " ").replace(clock?.[0] ?? "", " ")) ?? readZoneMinutes(comments);
  const epochMs = local.getTime() - (zone ?? 0) * 60_000;
  return epochMs >= MIN_DATE_EPOCH_MS && epochMs <= MAX_DATE_EPOCH_MS ? epochMs : null;
}

interface Day {
  year: number;
  month: number;
  day: number;
  source: string;
}

const DAY_FIRST_PATTERN =
  /(?<!\d)(\d{1,2})(?:[\s.-]+|er\s)(?:de\s|d['’])?([\p{L}\p{M}]{3,14})\.?,?[\s-]+(?:(?:de|del)\s)?(\d{2,4})(?!\d)/iu;
const MONTH_FIRST_PATTERN =
  /([\p{L}\p{M}]{3,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\.?,?\s+(?:(\d{4})(?!\d)|((?:\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)\s+(?:[a-z]{2,5}\s+)?)(\d{4})(?!\d))/iu;
/** Hungarian, Lithuanian, Latvian: the year first. */
const YEAR_FIRST_PATTERN = /(?<!\d)(\d{4})\.?\s+(?:m\.\s|gada\s)?([\p{L}\p{M}]{3,14})\.?\s+(\d{1,2})(?!\d)/iu;
const ISO_PATTERN = /(?<!\d)(\d{4})(?:[-/.]|\s?[年년]\s?)(\d{1,2})(?:[-/.]|\s?[月월]\s?)(\d{1,2})(?!\d)[日일]?/u;
/** The month by its number: "2 11月 2026", "2 thg 11 2026". */
const NUMBERED_MONTH_PATTERN =
  /(?<!\d)(\d{1,2})(?:日|일)?\s+(?:(\d{1,2})\s?[月월]|(?:thg|th[áa]ng)\.?\s?(\d{1,2})),?\s+(?:năm\s)?(\d{4})(?!\d)/iu;
const CHINESE_MONTH_PATTERN = /(十[一二]|[一二三四五六七八九十])月/u;
const CHINESE_MONTHS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
/** Dots are European: the day stands first. */
const DOTTED_PATTERN = /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/u;

function readDay(source: string): Day | null {
  const text = source.replace(CHINESE_MONTH_PATTERN, (_, month: string) => `${CHINESE_MONTHS.indexOf(month) + 1}月`);
  const numbered = NUMBERED_MONTH_PATTERN.exec(text);
  if (numbered)
    return makeDay(
      numbered[4],
      Number(numbered[2] ?? numbered[3]) - 1,
      numbered[1],
      withoutNumerals(source, numbered[0]),
    );
  const dayFirst = DAY_FIRST_PATTERN.exec(text);
  if (dayFirst) {
    const month = monthOf(dayFirst[2] ?? "");
    if (month >= 0) return makeDay(dayFirst[3], month, dayFirst[1], dayFirst[0]);
  }
  const iso = ISO_PATTERN.exec(text);
  if (iso) return makeDay(iso[1], Number(iso[2]) - 1, iso[3], iso[0]);
  const dotted = DOTTED_PATTERN.exec(text);
  if (dotted) return makeDay(dotted[3], Number(dotted[2]) - 1, dotted[1], dotted[0]);
  const yearFirst = YEAR_FIRST_PATTERN.exec(text);
  if (yearFirst) {
    const day = makeDay(yearFirst[1], monthOf(yearFirst[2] ?? ""), yearFirst[3], yearFirst[0]);
    if (day) return day;
  }
  const monthFirst = MONTH_FIRST_PATTERN.exec(text);
  if (!monthFirst) return null;
  const day = makeDay(monthFirst[3] ?? monthFirst[5], monthOf(monthFirst[1] ?? ""), monthFirst[2], monthFirst[0]);
  // ctime puts the clock between day and year: only the parts around it may be cut out.
  return day && monthFirst[4] !== undefined ? { ...day, source: `${monthFirst[1] ?? ""} ` } : day;
}

/** The place of what was read in the text as it came, where its month was written in Chinese numerals. */
function withoutNumerals(source: string, found: string): string {
  if (source.includes(found)) return found;
  return /\d{1,2}日?\s+[一二三四五六七八九十]{1,2}月,?\s+\d{4}/u.exec(source)?.[0] ?? found;
}

function makeDay(year: string | undefined, month: number, day: string | undefined, source: string): Day | null {
  if (year === undefined || month < 0 || month > 11) return null;
  return { year: fullYear(year), month, day: Number(day), source };
}

/** RFC 5322 §4.3: two digits below 50 are of this century, the others and three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return text.length === 3 ? 1900 + year : year;
}

function readZoneMinutes(text: string): number | null {
  const offset = /(?<![\d])([+-])\s?(\d{1,2}):?(\d{2})?(?!\d)/u.exec(text);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    // -0000 means "zone unknown"; more than 14 hours is no zone on earth.
    return minutes > 14 * 60 ? 0 : (offset[1] === "-" ? -1 : 1) * minutes;
  }
  for (const word of text.toLowerCase().match(/[a-z]+/gu) ?? []) {
    const minutes = ZONE_MINUTES.get(word);
    if (minutes !== undefined) return minutes;
  }
  return null;
}
