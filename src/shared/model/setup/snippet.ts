import { z } from "zod";
import { SnippetId, UserId } from "../ids.ts";
import { Stamps } from "../stamps.ts";

/** A page of an answer; what is longer is a document to attach. */
export const MAX_SNIPPET_CHARACTERS = 20_000;

/** Snippets of one file: more than a desk of years has. */
export const MAX_IMPORTED_SNIPPETS = 1_000;

/** What is typed behind the slash: one word, without what ends a word. */
export const SnippetShortcut = z
  .string()
  .trim()
  .max(40)
  .regex(/^[^\s/]*$/u);

/** A text that is put into answers and notes again and again. */
export const Snippet = z.object({
  id: SnippetId,
  kind: z.literal("snippet"),
  name: z.string().trim().min(1).max(120),
  /** '' for none. */
  shortcut: SnippetShortcut,
  /** The heading under which it is listed; '' for none. */
  folder: z.string().trim().max(80),
  /** Liquid (F6), filled in where it is put. */
  text: z.string().trim().min(1).max(MAX_SNIPPET_CHARACTERS),
  /** Who alone sees it; null: everybody. */
  ownerId: UserId.nullable(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Snippet = z.infer<typeof Snippet>;
