import { useEffect, useState } from "react";
import type { Step } from "#shared/automation/steps/step.ts";
import { skipReasonText } from "#shared/automation/skip-reasons.ts";
import type { z } from "zod";
import type { DryRun } from "#shared/contract/explanations/dry-run.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf, failureText } from "#renderer/state/failure.ts";
import { useEditor } from "../editor/editor-context.tsx";
import { previewOf } from "./preview-step.ts";

export type PreviewedMail = Extract<z.infer<typeof DryRun>["effects"][number], { kind: "mail" }>;

export type Preview =
  | { readonly kind: "waiting" }
  | { readonly kind: "mails"; readonly mails: readonly PreviewedMail[] }
  /** It would not be written, and why; or something in it is wrong. */
  | { readonly kind: "none"; readonly reason: string };

/** Typing goes on without a preview at each letter. */
const PAUSE_MS = 400;

/** What the desk would write if the action, as it is on the screen, were done for a ticket now. Nothing is sent. What was shown stays until the next answer. */
export function usePreview(step: Step, ticketId: TicketId | null): Preview {
  const { client } = useDesk();
  const { t } = useI18n();
  const editor = useEditor();
  const [preview, setPreview] = useState<Preview>({ kind: "waiting" });
  useEffect(() => {
    if (ticketId === null) return undefined;
    const aborted = new AbortController();
    const ask = async (): Promise<Preview> => {
      const definition = previewOf(editor.getState().saved.definition, step);
      try {
        const told = await client.workflows.dryRun({ id: editor.id, ticketId, definition }, { signal: aborted.signal });
        const mails = told.effects.filter((effect) => effect.kind === "mail");
        if (mails.length > 0) return { kind: "mails", mails };
        const outcome = told.path[0]?.entry.outcome;
        if (outcome?.kind === "skipped") return { kind: "none", reason: skipReasonText(outcome.reason, t) };
        return { kind: "none", reason: outcome?.kind === "failed" ? outcome.message : t("preview.nothing") };
      } catch (error) {
        const isWrong = failureOf(error).code === "PD_INPUT_INVALID";
        return { kind: "none", reason: isWrong ? t("preview.wrong") : failureText(error, t) };
      }
    };
    const timer = setTimeout(() => void ask().then((told) => aborted.signal.aborted || setPreview(told)), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [client, editor, step, ticketId, t]);
  return preview;
}
