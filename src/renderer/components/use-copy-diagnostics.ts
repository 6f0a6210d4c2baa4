import type { DesktopClient } from "#shared/contract/desktop/index.ts";
import { useI18n } from "../state/desk-context.tsx";
import { useToasts } from "./use-toasts.tsx";

/** Puts what a report of a fault needs on the clipboard, and says what that is. */
export function useCopyDiagnostics(desktop: DesktopClient): () => void {
  const { t } = useI18n();
  const toasts = useToasts();
  const copy = async () => {
    const { text } = await desktop.diagnostics();
    await navigator.clipboard.writeText(text);
    toasts.done(t("desktop.diagnosticsCopied"));
  };
  return () => void copy().catch((error: unknown) => toasts.failed(error));
}
