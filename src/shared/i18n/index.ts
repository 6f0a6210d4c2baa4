import * as en from "./en/index.ts";
import * as it from "./it/index.ts";
import { interpolate, type Message, type ParametersOf, type ParameterValue } from "./message.ts";

export type { Message, Messages, ParameterValue, TranslationOf } from "./message.ts";

/** Languages of the interface, each named in itself. */
export const LANGUAGES = { en: "English", it: "Italiano" } as const;
export type Language = keyof typeof LANGUAGES;

type English = typeof en.messages;
/** Every message there is: `shell.search`, `board.empty`, `error.PD_RULE_REFUSED` … */
export type MessageKey = keyof English;

type Parameters<Key extends MessageKey> = {
  [name in ParametersOf<English[Key]>]: name extends "count" ? number : ParameterValue;
};
/** The second argument of `t`: absent where the message has no places, checked by name where it has. */
export type TranslateArguments<Key extends MessageKey> = [ParametersOf<English[Key]>] extends [never]
  ? []
  : [parameters: Parameters<Key>];

/** `t("board.moved", { stage: "Closed" })` */
export type Translate = <Key extends MessageKey>(key: Key, ...parameters: TranslateArguments<Key>) => string;

const MESSAGES: Readonly<Record<Language, Readonly<Record<MessageKey, Message>>>> = {
  en: en.messages,
  it: it.messages,
};

/** For messages whose key is data: nobody checks that the parameters are those of the key. */
export type Tell = (key: MessageKey, parameters?: Readonly<Record<string, ParameterValue>>) => string;

export function createTell(language: Language): Tell {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const messages = MESSAGES[language];
  return (key, values = {}) => {
    const message = messages[key];
    if (typeof message === "string") return interpolate(message, values, numbers);
    const form = plurals.select(Number(values["count"]));
    return interpolate(message[form] ?? message.other, values, numbers);
  };
}

/** Makes the `t` of a language. */
export function createTranslate(language: Language): Translate {
  const tell = createTell(language);
  return (key, ...[parameters]) => tell(key, parameters);
}

/** The first language that the person reads and the interface has; English where there is none. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    if (language !== undefined && isLanguage(language)) return language;
  }
  return "en";
}

/** For keys that are put together out of data. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en.messages, key);
}

export function isLanguage(value: string): value is Language {
  return Object.hasOwn(LANGUAGES, value);
}
