import { modals } from "@mantine/modals";
import { useCallback } from "react";
import { useI18n } from "../../state/desk-context.tsx";
import type { TicketSubject } from "../../state/shell-store.ts";
import { ticketName } from "./merge-outlook.ts";
import { MergePanel } from "./MergePanel.tsx";
import { useMergeTicket } from "./use-merge-ticket.ts";

const MERGE_MODAL = "merge";

/** Opens the choice of a ticket to merge this one into. */
export function useMergeDialog(): (ticket: Pick<TicketSubject, "id" | "number" | "subject">) => void {
  const { merge } = useMergeTicket();
  const { t } = useI18n();
  return useCallback(
    (ticket) => {
      modals.open({
        modalId: MERGE_MODAL,
        title: t("merge.title", { ticket: ticketName(ticket) }),
        size: "lg",
        padding: "sm",
        children: (
          <MergePanel
            ticketId={ticket.id}
            onMerge={(from, into) => {
              modals.close(MERGE_MODAL);
              void merge(from, into);
            }}
          />
        ),
      });
    },
    [merge, t],
  );
}
