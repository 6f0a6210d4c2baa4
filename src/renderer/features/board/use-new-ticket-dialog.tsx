import { modals } from "@mantine/modals";
import { useCallback } from "react";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { NewTicketForm } from "./NewTicketForm.tsx";
import type { WrittenTicket } from "./ticket-draft-codec.ts";

const NEW_TICKET_MODAL = "new-ticket";

/** Opens the dialog for a ticket written by hand; in the pipeline seen last and its first open stage unless told otherwise. */
export function useNewTicketDialog(): (at?: { readonly pipelineId: PipelineId; readonly stageId?: StageId }) => void {
  const { t } = useI18n();
  return useCallback(
    (at) => {
      const open = (broughtBack: WrittenTicket | null): void => {
        modals.open({
          modalId: NEW_TICKET_MODAL,
          title: t("newTicket.title"),
          size: "lg",
          children: (
            <NewTicketForm
              pipelineId={at?.pipelineId}
              stageId={at?.stageId}
              broughtBack={broughtBack}
              onBringBack={open}
              onClose={() => modals.close(NEW_TICKET_MODAL)}
            />
          ),
        });
      };
      open(null);
    },
    [t],
  );
}
