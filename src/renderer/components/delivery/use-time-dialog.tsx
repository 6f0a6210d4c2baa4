import { modals } from "@mantine/modals";
import { useCallback } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { SendLaterForm } from "./SendLaterForm.tsx";

const MODAL = "send-later";

/** Asks when a mail shall be sent; `onChoose` is called with the chosen time, epoch milliseconds, and not at all where the person cancels. */
export function useTimeDialog(): (onChoose: (atEpochMs: number) => void) => void {
  const { t } = useI18n();
  return useCallback(
    (onChoose) => {
      const close = () => modals.close(MODAL);
      modals.open({
        modalId: MODAL,
        title: t("outbox.later.title"),
        size: "sm",
        children: (
          <SendLaterForm
            onCancel={close}
            onSubmit={(atEpochMs) => {
              close();
              onChoose(atEpochMs);
            }}
          />
        ),
      });
    },
    [t],
  );
}
