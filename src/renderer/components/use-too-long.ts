import { useI18n } from "../state/desk-context.tsx";

/** The reason that stands at a field whose text is longer than what can be kept; null where it fits. Nothing is cut off unasked. */
export function useTooLong(): (text: string, maxChars: number) => string | null {
  const { t } = useI18n();
  return (text, max) => {
    const count = text.trim().length;
    return count > max ? t("shell.tooLong", { count, max }) : null;
  };
}
