import type { TicketPriority } from "../model/ticket.ts";
import type { Span } from "./dates.ts";

/** What is asked of a ticket beside words. Of each list any will do; an empty one fits none. */
export type TicketCondition = { readonly isNot: boolean } & (
  | { readonly kind: "stages" | "pipelines"; readonly ids: readonly string[] }
  /** null: it has none. */
  | { readonly kind: "owners"; readonly ids: readonly (string | null)[] }
  | { readonly kind: "priorities"; readonly priorities: readonly (TicketPriority | null)[] }
  | { readonly kind: "tags"; readonly tags: readonly { readonly text: string; readonly isWhole: boolean }[] }
  | { readonly kind: "numbers"; readonly numbers: readonly number[] }
  | { readonly kind: "channels"; readonly ids: readonly string[]; readonly sources: readonly string[] }
  | { readonly kind: "unread" | "overdue" | "merged" | "reopened" | "due" | "note" }
  /** Of dates, any of the spans. `written` is when a ticket was made, or a message written. */
  | { readonly kind: "created" | "closed" | "written"; readonly spans: readonly Span[] }
);

/** What is asked of a message beside words; of a ticket, that it has such a message. */
export type MessageCondition = { readonly isNot: boolean } & (
  | { readonly kind: "from" | "to"; readonly texts: readonly string[] }
  | { readonly kind: "attachment" | "notes" }
);

export type SearchConditions = {
  readonly ticket: readonly TicketCondition[];
  readonly message: readonly MessageCondition[];
};

/** Words to be found: where nothing else is said, anywhere. */
export type AskedWords = {
  readonly text: string;
  readonly isPhrase: boolean;
  readonly isNot: boolean;
  readonly isInTitle: boolean;
  /** The person may be typing it still: it may be the beginning of a word. */
  readonly isLast: boolean;
};

export type Understood = { readonly words: readonly AskedWords[]; readonly conditions: SearchConditions };
