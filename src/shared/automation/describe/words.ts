/** Parts of a definition in words: pure data first, a language later. The editor, the log and the command line say the same. */
import { createTell, type Language, type MessageKey, type Tell } from "../../i18n/index.ts";
import type { ReferenceKind } from "../filters/properties.ts";

export type WordsKey = Extract<MessageKey, `words.${string}`>;

/** A message with what stands in its places; that may be words itself, a moment, or several of all this. */
export type Words = { readonly key: WordsKey; readonly params: Readonly<Record<string, Phrase>> };
export type Phrase =
  | string
  | number
  | Words
  | { readonly atEpochMs: number }
  | { readonly list: readonly Phrase[]; readonly joined: "and" | "or" | "plain" };

/** What a document that a definition names is called; null where there is none (any more). */
export type Names = (kind: ReferenceKind, id: string) => string | null;

export type Speaker = {
  readonly tell: Tell;
  date(epochMs: number): string;
  list(items: readonly string[], joined: "and" | "or" | "plain"): string;
};

/** @param timeZone in which moments are told; default the machine's */
export function createSpeaker(language: Language, timeZone?: string): Speaker {
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  const joiners = {
    and: new Intl.ListFormat(language, { type: "conjunction" }),
    or: new Intl.ListFormat(language, { type: "disjunction" }),
    plain: new Intl.ListFormat(language, { type: "unit" }),
  };
  return {
    tell: createTell(language),
    date: (epochMs) => dates.format(epochMs),
    list: (items, joined) => joiners[joined].format(items),
  };
}

/** The words as a text of the speaker's language. */
export function say(phrase: Phrase, speaker: Speaker): string {
  if (typeof phrase === "string") return phrase;
  if (typeof phrase === "number") return String(phrase);
  if ("atEpochMs" in phrase) return speaker.date(phrase.atEpochMs);
  if ("list" in phrase)
    return speaker.list(
      phrase.list.map((one) => say(one, speaker)),
      phrase.joined,
    );
  const params = Object.entries(phrase.params).map(([name, value]) => [
    name,
    typeof value === "number" ? value : say(value, speaker),
  ]);
  return speaker.tell(phrase.key, Object.fromEntries(params));
}

export function words(key: WordsKey, params: Words["params"] = {}): Words {
  return { key, params };
}

export function listOf(list: readonly Phrase[], joined: "and" | "or" | "plain"): Phrase {
  const [only] = list;
  return only !== undefined && list.length === 1 ? only : { list, joined };
}

/** A document by its name, or that it is gone. */
export function nameOf(names: Names, kind: ReferenceKind, id: string): Phrase {
  return names(kind, id) ?? words(`words.gone.${kind}`);
}
