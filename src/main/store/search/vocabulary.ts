/**
 * The words that the index knows, for when a person types one that it doesn't. They lie in a table of their own, written with the texts: FTS5 could list its words too, but counts all
 * their places for it. Whoever searches keeps them in memory, by length, and reads only what came since.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { RawReads } from "../raw-reads.ts";
import type { SearchIndex } from "./reads.ts";
import {
  LONGEST_SPELLED_WORD,
  MAX_KNOWN_WORDS,
  MAX_VOCABULARY,
  SCORED_CHARACTERS,
  SHORTEST_SPELLED_WORD,
} from "./limits.ts";
import { foldText } from "./words.ts";

const LETTERS = new RegExp(`[\\p{L}\\p{M}]{${SHORTEST_SPELLED_WORD},}`, "gu");

/** Words that may be meant by others: of letters alone, since a number or a key is right or wrong. */
export function spelledWords(text: string): string[] {
  const words = foldText(text.slice(0, SCORED_CHARACTERS)).match(LETTERS) ?? [];
  return words.filter(({ length }) => length <= LONGEST_SPELLED_WORD);
}

/** Adds the words of texts to the table: part of the transaction in which the texts are written. */
export class VocabularyWriter {
  readonly #insert: StatementSync;
  /** Words that are in the table, so that it is asked for new ones only. */
  #known = new Set<string>();

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare("INSERT OR IGNORE INTO search_terms (term) VALUES (?)");
  }

  add(texts: readonly string[]): void {
    for (const text of texts) {
      for (const word of spelledWords(text)) {
        if (this.#known.has(word)) continue;
        this.#insert.run(word);
        if (this.#known.size < MAX_KNOWN_WORDS) this.#known.add(word);
      }
    }
  }

  /** What was added in a transaction that was rolled back is not in the table. */
  forget(): void {
    this.#known = new Set();
  }
}

/** A word with the letters in it as bits, which tell most words apart without looking at them. */
type Known = { readonly word: string; readonly letters: number };

export class Vocabulary {
  readonly #byLength = new Map<number, Known[]>();
  readonly #rows = new EditDistance();
  #last = 0;
  #size = 0;

  /** One at a time: two at once would take the same words in twice. */
  #refreshing: Promise<void> = Promise.resolve();

  refresh(index: SearchIndex): Promise<void> {
    const next = this.#refreshing.then(() => this.#refresh(index));
    this.#refreshing = next.catch(() => undefined);
    return next;
  }

  async #refresh(index: SearchIndex): Promise<void> {
    for (const [n, word] of await index.words(this.#last, Math.max(MAX_VOCABULARY - this.#size, 0))) {
      this.#last = n;
      this.#size += 1;
      const same = this.#byLength.get(word.length);
      if (same) same.push({ word, letters: lettersOf(word) });
      else this.#byLength.set(word.length, [{ word, letters: lettersOf(word) }]);
    }
  }

  /**
   * Words that a few typing errors make this one of: those with the fewest, the shortest first.
   * @param isOpen it may be the beginning of a word
   */
  nearest(typed: string, isOpen: boolean): string[] {
    let most = errorsIn(typed);
    const letters = lettersOf(typed);
    const longest = isOpen ? LONGEST_SPELLED_WORD : typed.length + most;
    let found: string[] = [];
    for (let length = Math.max(typed.length - most, 1); length <= longest; length += 1) {
      for (const known of this.#byLength.get(length) ?? []) {
        if (!beginsAlike(typed, known.word) || bitsOf(letters & ~known.letters) > most) continue;
        const errors = this.#rows.errorsBetween(typed, known.word, most, isOpen);
        if (errors === 0 || errors > most) continue;
        if (errors < most) [most, found] = [errors, []];
        found.push(known.word);
      }
    }
    return found;
  }
}

const vocabularies = new WeakMap<object, Vocabulary>();

/** What this connection sees of the words, as of now. */
export async function vocabularyOf(reads: RawReads, index: SearchIndex): Promise<Vocabulary> {
  const owner = reads.sqlite ?? reads;
  let vocabulary = vocabularies.get(owner);
  if (!vocabulary) {
    vocabulary = new Vocabulary();
    vocabularies.set(owner, vocabulary);
  }
  await vocabulary.refresh(index);
  return vocabulary;
}

/** Errors that are forgiven: two in a long word, one in a short one, where a second would make it any other. */
const LONG_WORD = 7;
const errorsIn = ({ length }: string) => (length >= LONG_WORD ? 2 : 1);

/** One bit a letter; letters outside a to z share the rest. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    bits |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 5));
  }
  return bits;
}

function bitsOf(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** One error in the first two letters leaves this true, and it passes over most words at once. */
function beginsAlike(one: string, other: string): boolean {
  const [a, b, c, d] = [one.charCodeAt(0), one.charCodeAt(1), other.charCodeAt(0), other.charCodeAt(1)];
  return a === c || a === d || b === c || b === d;
}

/** Counts typing errors, in rows that are made once: a word that was mistyped is compared with thousands. */
class EditDistance {
  readonly #rows = [0, 1, 2].map(() => new Uint8Array(LONGEST_SPELLED_WORD + 1));

  /**
   * Letters that are wrong, missing, too many, or two that changed places (Damerau and Levenshtein), counted up to `most` + 1.
   * @param word no longer than `LONGEST_SPELLED_WORD`
   * @param isOpen `typed` may be the beginning of `word`
   */
  errorsBetween(typed: string, word: string, most: number, isOpen: boolean): number {
    const end = isOpen ? Math.min(word.length, typed.length + most) : word.length;
    let [before, last, current] = this.#rows as [Uint8Array, Uint8Array, Uint8Array];
    for (let column = 0; column <= end; column += 1) last[column] = column;
    for (let row = 1; row <= typed.length; row += 1) {
      const letter = typed.charCodeAt(row - 1);
      let least = (current[0] = row);
      for (let column = 1; column <= end; column += 1) {
        const other = word.charCodeAt(column - 1);
        let errors = Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (letter === other ? 0 : 1),
        );
        const isSwapped =
          row > 1 && column > 1 && letter === word.charCodeAt(column - 2) && typed.charCodeAt(row - 2) === other;
        if (isSwapped) errors = Math.min(errors, at(before, column - 2) + 1);
        current[column] = errors;
        if (errors < least) least = errors;
      }
      if (least > most) return most + 1;
      [before, last, current] = [last, current, before];
    }
    return isOpen ? Math.min(...last.subarray(0, end + 1)) : at(last, end);
  }
}

const at = (row: Uint8Array, column: number): number => row[column] ?? 0;
