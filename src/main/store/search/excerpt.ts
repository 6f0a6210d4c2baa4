import type { Segment } from "./entry.ts";
import { EXCERPT_CANDIDATES, EXCERPT_CHARACTERS, EXCERPT_LEAD_CHARACTERS } from "./limits.ts";
import type { Term } from "./question.ts";
import { type Span, spansOf } from "./spans.ts";

/** The whole text with what matches marked. */
export function markedText(text: string, terms: readonly Term[]): Segment[] {
  return segmentsOf(text, { start: 0, end: text.length }, spansOf(text, terms));
}

/** The part of a text with the most matches close together, in words; its beginning when nothing matches. */
export function excerptOf(text: string, terms: readonly Term[]): Segment[] {
  const spans = spansOf(text, terms, EXCERPT_CANDIDATES);
  const window = windowAround(text, bestStart(spans));
  const segments = segmentsOf(text, window, spans);
  if (window.start > 0) segments.unshift({ text: "…", hit: false });
  if (window.end < text.length) segments.push({ text: "…", hit: false });
  return joined(segments);
}

function bestStart(spans: readonly Span[]): number {
  let best = spans[0]?.start ?? 0;
  let most = 0;
  for (const { start } of spans) {
    const reach = start + EXCERPT_CHARACTERS - EXCERPT_LEAD_CHARACTERS;
    const within = spans.filter((span) => span.start >= start && span.end <= reach).length;
    if (within > most) [best, most] = [start, within];
  }
  return best;
}

/** From a space to a space, as far as there are any: words are not cut. */
function windowAround(text: string, hit: number): Span {
  let start = Math.max(0, hit - EXCERPT_LEAD_CHARACTERS);
  if (start > 0) {
    const space = text.slice(start, hit).search(/\s/u);
    start = space < 0 ? hit : start + space + 1;
  }
  let end = Math.min(text.length, start + EXCERPT_CHARACTERS);
  if (end < text.length) {
    const space = text.slice(start, end).search(/\s\S*$/u);
    if (space > 0 && start + space > hit) end = start + space;
  }
  return { start, end };
}

function segmentsOf(text: string, window: Span, spans: readonly Span[]): Segment[] {
  const segments: Segment[] = [];
  let at = window.start;
  for (const span of spans) {
    if (span.start < at || span.end > window.end) continue;
    segments.push(
      { text: text.slice(at, span.start), hit: false },
      { text: text.slice(span.start, span.end), hit: true },
    );
    at = span.end;
  }
  segments.push({ text: text.slice(at, window.end), hit: false });
  return segments.filter((segment) => segment.text !== "");
}

function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (last?.hit === segment.hit) last.text += segment.text;
    else result.push({ ...segment });
  }
  return result;
}
