import { assertNever } from "../../errors/pipedesk-error.ts";
import { isGroup, type ChangeAuthor, type Condition, type Filter } from "../filters/filter.ts";
import { durationWords, propertyWords, valueWords } from "./values.ts";
import { listOf, nameOf, words, type Names, type Phrase, type Words } from "./words.ts";

/** One condition in words. */
export function describeCondition(condition: Condition, names: Names): Words {
  const { object } = condition;
  const property = propertyWords(object, condition.property, names);
  const named = (value: string | number) => valueWords(object, condition.property, value, names);
  switch (condition.operator) {
    case "is-known":
    case "is-unknown":
    case "is-true":
    case "is-false":
      return words(`words.condition.${condition.operator}`, { property });
    case "is":
    case "is-not":
    case "contains":
    case "contains-not":
    case "starts-with":
    case "ends-with":
      return words(`words.condition.${condition.operator}`, { property, value: named(condition.value) });
    case "is-any-of":
    case "is-none-of":
    case "has-any-of":
    case "has-all-of":
    case "has-none-of": {
      const values = listOf(condition.values.map(named), condition.operator === "has-all-of" ? "and" : "or");
      return words(`words.condition.${condition.operator}`, { property, values });
    }
    case "equals":
    case "not-equals":
    case "greater":
    case "less":
      return words(`words.condition.${condition.operator}`, { property, number: condition.number });
    case "between":
      return words("words.condition.between", { property, from: named(condition.from), to: named(condition.to) });
    case "before":
    case "after":
      return words(`words.condition.${condition.operator}`, { property, date: { atEpochMs: condition.atEpochMs } });
    case "in-last":
    case "not-in-last":
    case "in-next":
    case "not-in-next":
      return words(`words.condition.${condition.operator}`, { property, span: durationWords(condition.span) });
    case "changed-by":
    case "not-changed-by":
      return words(`words.condition.${condition.operator}`, { property, author: authorWords(condition.author, names) });
    default:
      return assertNever(condition);
  }
}

function authorWords(author: ChangeAuthor, names: Names): Phrase {
  switch (author.kind) {
    case "user":
      return nameOf(names, "user", author.userId);
    case "workflow":
      return nameOf(names, "workflow", author.workflowId);
    case "anybody":
    case "any-user":
    case "any-workflow":
    case "rule":
      return words(`words.author.${author.kind}`);
    default:
      return assertNever(author);
  }
}

/** A filter in one sentence; groups inside of it stand in brackets. */
export function describeFilter(filter: Filter, names: Names): Phrase {
  if (filter.parts.length === 0)
    return words(filter.match === "all" ? "words.filter.everything" : "words.filter.nothing");
  const parts = filter.parts.map((part) => {
    if (!isGroup(part)) return describeCondition(part, names);
    const inner = describeFilter(part, names);
    return part.parts.length > 1 ? words("words.filter.group", { parts: inner }) : inner;
  });
  return listOf(parts, filter.match === "all" ? "and" : "or");
}
