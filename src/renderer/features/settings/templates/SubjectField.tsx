import { useState } from "react";
import { TemplateInput } from "#renderer/components/workflow/form/TemplateInput.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { fieldIssue } from "./field-issue.ts";
import type { WordIssues } from "./template-words.ts";

const MAX_SUBJECT = 500;

/** The subject; that it is empty is told once somebody has been in it. */
export function SubjectField(props: {
  readonly value: string;
  readonly issues: WordIssues["subject"];
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useI18n();
  const [isLeft, setLeft] = useState(false);
  const { value, issues, disabled, onChange } = props;
  return (
    <TemplateInput
      label={t("mailTemplates.subject")}
      value={value}
      isLong={false}
      error={issues === "required" && !isLeft ? null : fieldIssue(issues, t)}
      disabled={disabled}
      onBlur={() => setLeft(true)}
      onChange={(next) => onChange(next.slice(0, MAX_SUBJECT))}
    />
  );
}
