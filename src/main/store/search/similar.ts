import { rarest, wordsThatTell } from "#shared/rules/similar-terms.ts";
import type { RawReads } from "../raw-reads.ts";
import { COUNTED_TEXTS, MATCHES_A_WORD, SIMILAR_TEXTS } from "./limits.ts";
import { postgresSearch } from "./postgres.ts";
import type { Term } from "./question.ts";
import type { SearchIndex } from "./reads.ts";
import { sqliteSearch } from "./sqlite.ts";
import { foldText } from "./words.ts";

export type SimilarTicket = {
  readonly ticketId: string;
  /** How much of what is rare in the request the ticket shares, from 0 to 1. */
  readonly likeness: number;
};

/**
 * Tickets whose words are like those of a request, the likest first: by the rarest of its words, each with the weight of its rarity. bm25 would weigh them as well, and visit every text that has
 * one of them; here each word is one bounded pass over the index, on either database.
 */
export async function similarTickets(
  reads: RawReads,
  { subject, text }: { readonly subject: string; readonly text: string },
): Promise<SimilarTicket[]> {
  const index = reads.sqlite === null ? postgresSearch(reads) : sqliteSearch(reads);
  const words = wordsThatTell(subject, text, foldText);
  const counts: number[] = [];
  for (const word of words) counts.push(await index.count([termOf(word)], COUNTED_TEXTS));
  const chosen = rarest(words, counts, COUNTED_TEXTS);
  const all = chosen.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return [];
  const wordsOf = new Map<number, Set<string>>();
  for (const { word } of chosen)
    for (const number of await index.newest("title body extra", [termOf(word)], SEARCHED_KINDS, MATCHES_A_WORD))
      wordsOf.set(number, (wordsOf.get(number) ?? new Set()).add(word));
  const weights = new Map(chosen.map(({ word, weight }) => [word, weight]));
  const weightOf = (found: Iterable<string>) => {
    let sum = 0;
    for (const word of found) sum += weights.get(word) ?? 0;
    return sum;
  };
  const best = Array.from(wordsOf)
    .toSorted(([one, a], [other, b]) => weightOf(b) - weightOf(a) || other - one)
    .slice(0, SIMILAR_TEXTS);
  const shared = await byTicket(index, best);
  return Array.from(shared, ([ticketId, found]) => ({ ticketId, likeness: weightOf(found) / all })).toSorted(
    (a, b) => b.likeness - a.likeness,
  );
}

const SEARCHED_KINDS = ["ticket", "message"];

const termOf = (word: string): Term => ({ words: [word], isOpen: false });

/** A ticket has the words of all its texts. */
async function byTicket(
  index: SearchIndex,
  texts: readonly (readonly [number: number, words: ReadonlySet<string>])[],
): Promise<Map<string, Set<string>>> {
  const entries = await index.entriesOf(texts.map(([number]) => number));
  const shared = new Map<string, Set<string>>();
  for (const [number, words] of texts) {
    const entry = entries.get(number);
    const ticketId = entry?.kind === "ticket" ? entry.id : entry?.ticketId;
    if (!ticketId) continue;
    const known = shared.get(ticketId) ?? new Set();
    for (const word of words) known.add(word);
    shared.set(ticketId, known);
  }
  return shared;
}
