/** A value of one of the desk's own properties in words. Pure. */
import type { PropertyView } from "#shared/contract/properties.ts";

export type ValueWords = {
  readonly language: string;
  readonly user: (id: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly goneOption: string;
};

/** '' for nothing, and for what is no value of the property's. */
export function shownValue(property: PropertyView, value: unknown, words: ValueWords): string {
  const optionName = (id: string) => property.options[id]?.name ?? words.goneOption;
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map((id) => optionName(String(id))).join(", ");
  switch (property.type) {
    case "number":
      return typeof value === "number"
        ? new Intl.NumberFormat(words.language, { maximumFractionDigits: property.bounds?.decimals ?? 8 }).format(value)
        : "";
    case "date":
      return typeof value === "number"
        ? new Intl.DateTimeFormat(words.language, { dateStyle: "medium", timeZone: "UTC" }).format(value)
        : "";
    case "checkbox":
      return value === true ? words.yes : words.no;
    case "user":
      return words.user(String(value));
    case "choice":
    case "choices":
      return optionName(String(value));
    case "text":
    case "long-text":
    case "url":
      return String(value);
  }
}
