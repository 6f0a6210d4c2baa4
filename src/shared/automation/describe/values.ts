import { isPropertyId } from "../../model/setup/property.ts";
import { propertyType, PROPERTIES, referenceKindOf, type PropertyObject } from "../filters/properties.ts";
import type { Duration } from "../steps/common.ts";
import { nameOf, words, type Names, type Phrase, type Words, type WordsKey } from "./words.ts";

type PropertyKey = {
  [Object in PropertyObject]: `${Object}.${Extract<keyof (typeof PROPERTIES)[Object], string>}`;
}[PropertyObject];

const KEYS: ReadonlySet<string> = new Set(
  Object.entries(PROPERTIES).flatMap(([object, properties]) =>
    Object.keys(properties).map((property) => `${object}.${property}`),
  ),
);
const isPropertyKey = (key: string): key is PropertyKey => KEYS.has(key);

/** A property's name; of one that no longer exists that it is gone. */
export function propertyWords(object: string, property: string, names: Names): Phrase {
  if (isPropertyId(property)) return nameOf(names, "property", property);
  const key = `${object}.${property}`;
  return isPropertyKey(key) ? words(`words.property.${key}`) : words("words.gone.property");
}

/** Values that have a word: priorities, sources, kinds. */
const VALUES = {
  low: "words.value.low",
  medium: "words.value.medium",
  high: "words.value.high",
  urgent: "words.value.urgent",
  email: "words.value.email",
  form: "words.value.form",
  chat: "words.value.chat",
  messenger: "words.value.messenger",
  manual: "words.value.manual",
  open: "words.value.open",
  closed: "words.value.closed",
  thread: "words.value.thread",
  side: "words.value.side",
  incoming: "words.value.incoming",
  outgoing: "words.value.outgoing",
  internal: "words.value.internal",
  running: "words.value.running",
  warning: "words.value.warning",
  breached: "words.value.breached",
  paused: "words.value.paused",
  met: "words.value.met",
} as const satisfies Readonly<Record<string, WordsKey>>;

const hasWord = (value: string): value is keyof typeof VALUES => Object.hasOwn(VALUES, value);

/** A property's value: the name of what it is the id of, a word for one of a fixed list, else itself. */
export function valueWords(
  object: string,
  property: string,
  value: string | number | boolean | null,
  names: Names,
): Phrase {
  if (value === null) return words("words.value.none");
  if (typeof value === "boolean") return words(value ? "words.value.yes" : "words.value.no");
  const type = propertyType(object, property);
  if (typeof value === "number") return type?.kind === "date" ? { atEpochMs: value } : value;
  if (value === "") return words("words.value.empty");
  const kind = referenceKindOf(object, property);
  if (kind !== null) return nameOf(names, kind, value);
  return type?.kind === "choice" && hasWord(value) ? words(VALUES[value]) : value;
}

export function durationWords({ amount, unit }: Duration): Words {
  return words(`words.duration.${unit}`, { count: amount });
}

/** What happens within the business hours only, where that is asked for. */
export function hoursWords(said: Words, { businessHours }: { readonly businessHours: boolean }): Words {
  return businessHours ? words("words.inBusinessHours", { what: said }) : said;
}

/** As 09:05. */
export function timeOfDay(minuteOfDay: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** Longest text that a description repeats. */
const MAX_QUOTED_CHARACTERS = 80;

/** The beginning of a template, on one line. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length <= MAX_QUOTED_CHARACTERS ? line : `${line.slice(0, MAX_QUOTED_CHARACTERS - 1)}…`;
}
