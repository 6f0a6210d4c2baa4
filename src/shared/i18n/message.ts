/**
 * What a message of the interface may be.
 *
 * Plain text with places in braces: `"Moved to {stage}"`. Where the words depend on a number, an object with the plural forms of the
 * language (CLDR, as `Intl.PluralRules` tells them), chosen by the parameter `count`: `{ one: "{count} ticket", other: "{count} tickets" }`.
 * `{count}` and every other number are written in the way of the language.
 */
export type PluralMessage = { readonly [form in Exclude<Intl.LDMLPluralRule, "other">]?: string } & {
  readonly other: string;
};
export type Message = string | PluralMessage;

/** Messages of one part of the interface in one language; keys begin with the part's name: `board.empty`. */
export type Messages = { readonly [key: string]: Message };

/** The same keys in another language. A test proves that the places in braces are the same too. */
export type TranslationOf<Source extends Messages> = { readonly [key in keyof Source]: Message };

type PlacesOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlacesOf<Rest>
  : never;
type TextsOf<M extends Message> = M extends string ? M : M extends PluralMessage ? Extract<M[keyof M], string> : never;

/** Names of the parameters that a message asks for; a plural message always asks for `count`. */
export type ParametersOf<M extends Message> = PlacesOf<TextsOf<M>> | (M extends string ? never : "count");

export type ParameterValue = string | number;

const PLACE = /\{([A-Za-z]+)\}/gu;

/** The places in braces of one message, in all its plural forms. */
export function placesIn(message: Message): Set<string> {
  const texts = typeof message === "string" ? [message] : Object.values(message);
  return new Set(texts.flatMap((text) => [...text.matchAll(PLACE)].map((match) => match[1] ?? "")));
}

/** Puts the parameters into their places; a place without a parameter stays visible, so that the mistake is seen. */
export function interpolate(
  text: string,
  parameters: Readonly<Record<string, ParameterValue>>,
  numbers: Intl.NumberFormat,
): string {
  return text.replace(PLACE, (place, name: string) => {
    const value = parameters[name];
    if (value === undefined) return place;
    return typeof value === "number" ? numbers.format(value) : value;
  });
}
