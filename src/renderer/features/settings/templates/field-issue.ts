import type { Translate } from "#shared/i18n/index.ts";
import type { WordIssues } from "./template-words.ts";

/** What is wrong with a field, in words; null where nothing is. */
export function fieldIssue(issues: WordIssues["body"], t: Translate): string | null {
  if (issues === null) return null;
  if (issues === "required") return t("mailTemplates.required");
  return issues.map(({ message }) => t("words.problem.bad-placeholder", { about: message })).join(" ");
}
