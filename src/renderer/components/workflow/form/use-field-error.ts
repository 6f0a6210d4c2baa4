import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { problemWords } from "../problems/problem-words.ts";
import type { FieldShape } from "./fields.ts";
import { useForm } from "./form-context.tsx";

/** What is told at a field: that it is missing, at once; else what the desk says of it. */
export function useFieldError(path: string, value: unknown, shape: FieldShape): string | null {
  const { problems } = useForm();
  const { say, names } = useWords();
  const { t } = useI18n();
  const isMissing =
    value === null ||
    (shape.kind === "text" && value === "") ||
    (shape.kind === "words" && Array.isArray(value) && value.length === 0);
  const own = problems.find(
    ({ field }) =>
      field === path || (field.startsWith(`${path}.`) && shape.kind !== "group" && shape.kind !== "variants"),
  );
  if (own === undefined) return null;
  if (isMissing && own.key === "not-valid") return t("workflows.required");
  return own.key === "not-valid" ? t("workflows.notValid") : say(problemWords(own, names));
}
