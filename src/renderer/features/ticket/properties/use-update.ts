import { useCallback } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { refusalText } from "#renderer/components/move/refusal-text.ts";
import { useUndo } from "#renderer/components/use-undo.ts";
import { stepOfChange } from "#renderer/components/ticket/step-of-change.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { stepAfter } from "#renderer/state/undo-stack.ts";
import { failureOf } from "#renderer/state/failure.ts";
import type { PastDue } from "#shared/contract/tickets.ts";
import type { TicketChanges } from "../record/ticket-record.ts";
import { useTicket } from "../ticket-context.tsx";

/** Changes properties: painted at once, taken back with the rule and its remedy if the core refuses (G6). `name` is the property's, for the person. */
export function useUpdate(): (changes: TicketChanges, name: string, pastDue?: PastDue) => void {
  const { open, record } = useTicket();
  const { t, language } = useI18n();
  const toasts = useToasts();
  const pipeline = useDeskState((state) => state.setup.pipelines.find(({ id }) => id === record.ticket.pipelineId));
  const undo = useUndo();
  const { client } = useDesk();
  const { ticket } = record;
  return useCallback(
    (changes, name, pastDue) => {
      const answer = open.update(changes, pastDue);
      const step = stepAfter(answer, stepOfChange(client.tickets, ticket, changes, name, t));
      undo.record(step);
      void answer.then((outcome) => {
        if (outcome.kind === "done") return;
        undo.drop(step);
        const { code, data } = failureOf(outcome.error);
        const ruled = code === "PD_RULE_REFUSED" && pipeline !== undefined;
        toasts.failed(outcome.error, {
          title: t("ticket.property.failed", { property: name }),
          ...(ruled ? { text: refusalText(data, pipeline, t, language) } : {}),
        });
      });
    },
    [open, ticket, client, pipeline, undo, t, language, toasts],
  );
}
