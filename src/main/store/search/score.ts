import type { Term } from "./question.ts";
import { spansOf } from "./spans.ts";

/** A match in the title says more than many in the body. */
const TITLE_WEIGHT = 8;
const EXTRA_WEIGHT = 3;
const BODY_WEIGHT = 1;

/** The usual constants of bm25: how soon more of a word stops to count, and how much a long text is held against it. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.75;
const USUAL_BODY_CHARACTERS = 1_500;

/** More than this adds nothing that the saturation lets through. */
const COUNTED_PLACES = 12;

/** bm25 over title, body and extra, without the weights of the words: what is scored has all of them. */
export function scoreOf(
  { title, extra, body }: { readonly title: string; readonly extra: string; readonly body: string },
  terms: readonly Term[],
): number {
  const length = 1 - LENGTH_SHARE + (LENGTH_SHARE * body.length) / USUAL_BODY_CHARACTERS;
  let score = 0;
  for (const term of terms) {
    const wanted = [term];
    const places = (text: string): number => spansOf(text, wanted, COUNTED_PLACES).length;
    score += TITLE_WEIGHT * saturated(places(title), 1);
    score += EXTRA_WEIGHT * saturated(places(extra), 1);
    score += BODY_WEIGHT * saturated(places(body), length);
  }
  return score;
}

function saturated(places: number, length: number): number {
  return (places * (SATURATION + 1)) / (places + SATURATION * length);
}
