import { modals } from "@mantine/modals";
import { useCallback } from "react";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import type { TicketSubject } from "../../state/shell-store.ts";
import { useChangeTicket } from "../ticket/use-change-ticket.ts";
import { SnoozeList } from "./SnoozeList.tsx";

const SNOOZE_MODAL = "snooze";

/** Asks until when. @param onChoose gets the moment, or null: it is not snoozed any longer */
export type OpenSnoozeDialog = (isSnoozed: boolean, onChoose: (untilEpochMs: number | null) => void) => void;

export function useSnoozeDialog(): OpenSnoozeDialog {
  const { now } = useDesk();
  const { t } = useI18n();
  return useCallback(
    (isSnoozed, onChoose) => {
      modals.open({
        modalId: SNOOZE_MODAL,
        title: t("snooze.title"),
        size: "sm",
        padding: "sm",
        children: (
          <SnoozeList
            nowEpochMs={now()}
            isSnoozed={isSnoozed}
            onChoose={(untilEpochMs) => {
              modals.close(SNOOZE_MODAL);
              onChoose(untilEpochMs);
            }}
          />
        ),
      });
    },
    [now, t],
  );
}

/** The same for one ticket (`s`): what is chosen is done, told, and can be taken back. */
export function useSnoozeTicket(): (ticket: TicketSubject) => void {
  const open = useSnoozeDialog();
  const change = useChangeTicket();
  const { t } = useI18n();
  return useCallback(
    (ticket) =>
      open((ticket.snoozedUntilEpochMs ?? null) !== null, (snoozedUntilEpochMs) =>
        change.update(ticket, { snoozedUntilEpochMs }, t("snooze.name")),
      ),
    [open, change, t],
  );
}
