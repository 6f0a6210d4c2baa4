/** What of a template a person writes. Pure. */
import { checkTemplate, type TemplateIssue } from "#shared/automation/placeholders/check-template.ts";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";

export type TemplateWords = Pick<MailTemplateView, "name" | "subject" | "body" | "html" | "marketing">;

export function wordsOf({ name, subject, body, html, marketing }: TemplateWords): TemplateWords {
  return { name, subject, body, html, marketing };
}

export function isSameWords(one: TemplateWords, other: TemplateWords): boolean {
  return (
    one.name === other.name &&
    one.subject === other.subject &&
    one.body === other.body &&
    one.html === other.html &&
    one.marketing === other.marketing
  );
}

/** What is wrong with the words; a field that is missing is right. */
export type WordIssues = {
  readonly name: "required" | null;
  readonly subject: "required" | readonly TemplateIssue[] | null;
  readonly body: "required" | readonly TemplateIssue[] | null;
};

export function issuesOf({ name, subject, body }: TemplateWords): WordIssues {
  return { name: name.trim() === "" ? "required" : null, subject: issueOf(subject), body: issueOf(body) };
}

export function isReady({ name, subject, body }: WordIssues): boolean {
  return name === null && subject === null && body === null;
}

function issueOf(text: string): "required" | readonly TemplateIssue[] | null {
  if (text.trim() === "") return "required";
  const issues = checkTemplate(text);
  return issues.length === 0 ? null : issues;
}
