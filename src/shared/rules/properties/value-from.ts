import { addressesOfUser, type User } from "../../model/setup/user.ts";
import type { OwnValue, Property } from "../../model/setup/property.ts";
import { noonOf } from "./check-value.ts";

type Read = Pick<Property, "type" | "options">;
type Known = Pick<User, "id" | "name" | "address" | "otherAddresses">;

/**
 * What somebody else's value is as one of the property's: a text may name an option, a user, a number, a day. Null: it is none. Bounds are looked at where it is set.
 */
export function valueFrom(property: Read, value: OwnValue, users: readonly Known[]): OwnValue | null {
  const texts = Array.isArray(value) ? value : [String(value)];
  const [first = ""] = texts;
  switch (property.type) {
    case "text":
    case "long-text":
    case "url":
      return texts.join(", ");
    case "number":
      return typeof value === "number" ? value : numberOf(first);
    case "date":
      return typeof value === "number" ? noonOf(value) : dayOf(first);
    case "checkbox":
      return typeof value === "boolean" ? value : (FLAGS.get(key(first)) ?? null);
    case "user":
      return userNamed(first, users);
    case "choice":
      return optionNamed(property, first);
    case "choices": {
      const found = texts.map((text) => optionNamed(property, text));
      return found.every((id) => id !== null) ? found : null;
    }
  }
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

const key = (text: string) => text.normalize("NFKC").trim().toLowerCase();

function numberOf(text: string): number | null {
  const number = Number(text.trim());
  return text.trim() === "" || !Number.isFinite(number) ? null : number;
}

/** As ISO 8601 writes a day; what else a text may mean depends on who wrote it. */
function dayOf(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)(?:T.*)?$/u.exec(text.trim()) ?? [];
  const epochMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(epochMs) || new Date(epochMs).getUTCDate() !== Number(day) ? null : noonOf(epochMs);
}

function optionNamed({ options }: Read, text: string): string | null {
  if (Object.hasOwn(options, text)) return text;
  return Object.entries(options).find(([, { name }]) => key(name) === key(text))?.[0] ?? null;
}

function userNamed(text: string, users: readonly Known[]): string | null {
  const wanted = key(text);
  return users.find((user) => user.id === text || addressesOfUser(user).includes(wanted))?.id ?? null;
}
