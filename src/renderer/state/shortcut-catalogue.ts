/** The keys that there are, by where they work: what a person may change. A key stands for one thing on a screen, and for what is like it on others: `j` is the next of any list. */
import type { MessageKey } from "#shared/i18n/index.ts";

export const KEY_AREAS = ["everywhere", "lists", "tickets"] as const;
type KeyArea = (typeof KEY_AREAS)[number];

/** `keys` as the screens name them. */
export const CATALOGUE = [
  { area: "everywhere", keys: "/", label: "shell.shortcut.search" },
  { area: "everywhere", keys: "?", label: "shell.shortcut.sheet" },
  { area: "everywhere", keys: "z", label: "shell.undo" },
  { area: "everywhere", keys: "Shift+z", label: "undo.redo" },
  { area: "everywhere", keys: "g b", label: "shell.shortcut.goDesk" },
  { area: "everywhere", keys: "g i", label: "shell.shortcut.goInbox" },
  { area: "everywhere", keys: "g o", label: "shell.shortcut.goOutbox" },
  { area: "everywhere", keys: "g p", label: "shell.shortcut.goContacts" },
  { area: "everywhere", keys: "g w", label: "shell.shortcut.goWorkflows" },
  { area: "everywhere", keys: "g r", label: "shell.shortcut.goReports" },
  { area: "everywhere", keys: "g s", label: "shell.shortcut.goSettings" },
  { area: "lists", keys: "j", label: "shell.shortcut.next" },
  { area: "lists", keys: "k", label: "shell.shortcut.previous" },
  { area: "lists", keys: "x", label: "shell.shortcut.select" },
  { area: "tickets", keys: "c", label: "board.key.newTicket" },
  { area: "tickets", keys: "r", label: "ticket.key.reply" },
  { area: "tickets", keys: "Shift+r", label: "composing.replyAll" },
  { area: "tickets", keys: "n", label: "ticket.key.note" },
  { area: "tickets", keys: "m", label: "ticket.key.move" },
  { area: "tickets", keys: "[", label: "board.key.moveLeft" },
  { area: "tickets", keys: "]", label: "board.key.moveRight" },
  { area: "tickets", keys: "a", label: "ticket.key.assign" },
  { area: "tickets", keys: "t", label: "ticket.key.tag" },
  { area: "tickets", keys: "e", label: "board.key.close" },
  { area: "tickets", keys: "s", label: "snooze.key" },
  { area: "tickets", keys: "Shift+m", label: "merge.key" },
  { area: "tickets", keys: "q", label: "macros.key" },
  { area: "tickets", keys: "y", label: "whyHere.key" },
] as const satisfies readonly { readonly keys: string; readonly label: MessageKey; readonly area: KeyArea }[];
export type CataloguedKey = (typeof CATALOGUE)[number];

/** What else has these keys already, given what the person chose: the same keys, or the first of two. Null: nothing has. */
export function conflictOf(own: string, wanted: string, keysFor: (keys: string) => string): CataloguedKey | null {
  const begins = (one: string, other: string) => other.startsWith(`${one} `);
  return (
    CATALOGUE.find(({ keys }) => {
      const theirs = keysFor(keys);
      return keys !== own && theirs !== "" && (theirs === wanted || begins(theirs, wanted) || begins(wanted, theirs));
    }) ?? null
  );
}
