import type { AskedWhen, Span } from "./dates.ts";
import { spanOf } from "./dates.ts";
import type { AskedWords, MessageCondition, TicketCondition, Understood } from "./conditions.ts";
import { foldWord } from "./fold.ts";
import { fixedValueOf } from "./operators.ts";
import type { OperatorPart, OperatorValue, QueryPart } from "./parse-query.ts";

type Named = { readonly id: string; readonly name: string };

/** The names that a question can mean: of the desk as it is. */
export type SearchNames = {
  readonly pipelines: readonly (Named & {
    readonly stages: readonly (Named & { readonly kind: "open" | "closed" })[];
  })[];
  readonly users: readonly (Named & { readonly address: string })[];
  readonly channels: readonly (Named & { readonly address: string })[];
  /** Whoever asks; null: nobody in particular. */
  readonly meId: string | null;
};

/** Sources of tickets that are no channel. */
const SOURCES = { email: ["email", "mail"], manual: ["manual", "manuale"], form: ["form", "modulo"] } as const;

/** A value that means nothing: told to the person, and found by nothing. */
type UnknownValue = { readonly part: OperatorPart; readonly value: OperatorValue };

/** What a question asks for: its words, and its operators as conditions over the ids that their names mean. */
export function understand(
  parts: readonly QueryPart[],
  names: SearchNames,
  when: AskedWhen,
): Understood & { readonly unknown: readonly UnknownValue[] } {
  const words: AskedWords[] = [];
  const ticket: TicketCondition[] = [];
  const message: MessageCondition[] = [];
  const unknown: UnknownValue[] = [];
  const last = parts.at(-1);

  for (const part of parts) {
    const { isNot } = part;
    if (part.kind === "words") {
      words.push({ text: part.text, isPhrase: part.isPhrase, isNot, isInTitle: false, isLast: part === last });
      continue;
    }
    // While it is being typed it asks for nothing.
    if (part.values.length === 0) continue;
    /** What each value means; those that mean nothing are told. */
    const each = <Meant>(meaning: (value: OperatorValue) => readonly Meant[] | null): Meant[] =>
      part.values.flatMap((value) => {
        const meant = meaning(value);
        if (meant === null || meant.length === 0) unknown.push({ part, value });
        return meant ?? [];
      });
    const texts = part.values.map(({ text }) => text);
    switch (part.operator) {
      case "status":
        ticket.push({ isNot, kind: "stages", ids: each((value) => stagesOf(value, names)) });
        break;
      case "pipeline":
        ticket.push({ isNot, kind: "pipelines", ids: each((value) => idsOf(value, names.pipelines)) });
        break;
      case "owner":
        ticket.push({ isNot, kind: "owners", ids: each((value) => ownersOf(value, names)) });
        break;
      case "channel": {
        const sources: string[] = [];
        const ids = each((value) => {
          const found = idsOf(value, names.channels);
          const source = Object.entries(SOURCES).find(([, also]) => also.some((word) => word === foldWord(value.text)));
          if (found.length > 0 || source === undefined) return found;
          sources.push(source[0]);
          return [""];
        });
        ticket.push({ isNot, kind: "channels", ids: ids.filter((id) => id !== ""), sources });
        break;
      }
      case "priority":
        ticket.push({
          isNot,
          kind: "priorities",
          priorities: each(({ text }) => {
            const value = fixedValueOf("priority", text);
            return value === null ? null : [value === "none" ? null : value];
          }),
        });
        break;
      case "tag":
        ticket.push({
          isNot,
          kind: "tags",
          tags: part.values.map(({ text, isQuoted }) => ({ text, isWhole: isQuoted })),
        });
        break;
      case "number":
        ticket.push({ isNot, kind: "numbers", numbers: each(({ text }) => numberOf(text)) });
        break;
      case "from":
      case "to":
        message.push({ isNot, kind: part.operator, texts });
        break;
      case "subject":
        for (const value of part.values)
          words.push({
            text: value.text,
            isPhrase: value.isQuoted,
            isNot,
            isInTitle: true,
            isLast: part === last && !value.isQuoted,
          });
        break;
      case "has":
        for (const value of each(({ text }) => listOf(fixedValueOf("has", text)))) {
          if (value === "attachment") message.push({ isNot, kind: value });
          else ticket.push({ isNot, kind: value });
        }
        break;
      case "is":
        for (const kind of each(({ text }) => listOf(fixedValueOf("is", text)))) ticket.push({ isNot, kind });
        break;
      case "in":
        for (const kind of each(({ text }) => listOf(fixedValueOf("in", text)))) message.push({ isNot, kind });
        break;
      default: {
        const kind = part.operator === "created" || part.operator === "closed" ? part.operator : "written";
        const spans = each(({ text }) => listOf(spanOf(text, when)));
        ticket.push({ isNot, kind, spans: spans.map((span) => sideOf(part.operator, span)) });
      }
    }
  }
  return { words, conditions: { ticket, message }, unknown };
}

/** `before` a span ends where it begins, `after` begins with it: after a day is that day and what follows. */
function sideOf(operator: OperatorPart["operator"], span: Span): Span {
  if (operator === "before") return { fromEpochMs: null, untilEpochMs: span.fromEpochMs };
  if (operator === "after") return { fromEpochMs: span.fromEpochMs, untilEpochMs: null };
  return span;
}

function stagesOf(value: OperatorValue, { pipelines }: SearchNames): string[] {
  const all = pipelines.flatMap(({ stages }) => stages);
  const kind = value.isQuoted ? null : fixedValueOf("status", value.text);
  if (kind !== null) return all.filter((stage) => stage.kind === kind).map(({ id }) => id);
  return idsOf(value, all);
}

function ownersOf(value: OperatorValue, { users, meId }: SearchNames): (string | null)[] {
  const fixed = value.isQuoted ? null : fixedValueOf("owner", value.text);
  const isWholeWord = fixed !== null && foldWord(value.text).length > 1;
  if (isWholeWord && exactly(value, users).length === 0) return fixed === "none" ? [null] : meId === null ? [] : [meId];
  const named = idsOf(value, users);
  if (named.length > 0) return named;
  const address = value.text.toLowerCase();
  return users.filter((user) => user.address.toLowerCase().startsWith(address)).map(({ id }) => id);
}

const exactly = ({ text }: OperatorValue, named: readonly Named[]): string[] =>
  named.filter(({ name }) => foldWord(name) === foldWord(text)).map(({ id }) => id);

/** Of that very name; else, where it is not in quotes, those whose name, or a word of it, begins so. */
function idsOf(value: OperatorValue, named: readonly Named[]): string[] {
  const same = exactly(value, named);
  if (same.length > 0 || value.isQuoted) return same;
  const typed = foldWord(value.text);
  return named
    .filter(({ name }) => {
      const folded = foldWord(name);
      return folded.startsWith(typed) || folded.includes(` ${typed}`);
    })
    .map(({ id }) => id);
}

function numberOf(text: string): number[] {
  const digits = /^#?(\d{1,15})$/u.exec(text)?.[1];
  return digits === undefined ? [] : [Number(digits)];
}

const listOf = <Value>(value: Value | null): Value[] => (value === null ? [] : [value]);
