/** What is looked at beside the ticket itself: what nobody asks for is not read. */
import { isGroup, type Condition, type Filter } from "./filters/filter.ts";

export type Asked = {
  /** The contact and its company. */
  readonly people: boolean;
  readonly thread: boolean;
  readonly message: boolean;
  /** Who changed each property last. */
  readonly changes: boolean;
};

const ASKS_NOTHING: Asked = { people: false, thread: false, message: false, changes: false };
export const ASKS_ALL: Asked = { people: true, thread: true, message: true, changes: true };

export const asksNothing = (): Asked => ASKS_NOTHING;
/** Of steps with templates, which may name anything. */
export const asksAll = (): Asked => ASKS_ALL;

export function askedTogether(all: readonly Asked[]): Asked {
  return {
    people: all.some(({ people }) => people),
    thread: all.some(({ thread }) => thread),
    message: all.some(({ message }) => message),
    changes: all.some(({ changes }) => changes),
  };
}

/** What a property of that object asks for. */
export function askedOfObject(object: string): Asked {
  return {
    people: object === "contact" || object === "company",
    thread: object === "thread",
    message: object === "message",
    changes: false,
  };
}

export function askedOfFilter({ parts }: Filter): Asked {
  return askedTogether(parts.map((part) => (isGroup(part) ? askedOfFilter(part) : askedOfCondition(part))));
}

function askedOfCondition(condition: Condition): Asked {
  return { ...askedOfObject(condition.object), changes: "author" in condition };
}
