import { modals } from "@mantine/modals";
import { useCallback } from "react";
import type { RenderedText } from "#shared/contract/snippets.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { useI18n } from "../../state/desk-context.tsx";
import { MacroPanel } from "./MacroPanel.tsx";

const MACRO_MODAL = "macro";

/**
 * Opens the choice of a macro to run on these tickets.
 * @param onReply where its answer goes; absent: it is not wanted
 */
export function useMacroDialog(): (ticketIds: readonly TicketId[], onReply?: (reply: RenderedText) => void) => void {
  const { t } = useI18n();
  return useCallback(
    (ticketIds, onReply) => {
      modals.open({
        modalId: MACRO_MODAL,
        title: t("macros.run.title", { count: ticketIds.length }),
        size: "lg",
        padding: "sm",
        children: (
          <MacroPanel
            ticketIds={ticketIds}
            {...(onReply === undefined ? {} : { onReply })}
            onClose={() => modals.close(MACRO_MODAL)}
          />
        ),
      });
    },
    [t],
  );
}
