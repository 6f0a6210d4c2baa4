import { IconPlayerPlay } from "@tabler/icons-react";
import { useToasts } from "../components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "../state/desk-context.tsx";
import type { TicketSubject } from "../state/shell-store.ts";
import { useMayWrite } from "../state/use-access.ts";
import type { PaletteAction } from "./palette-action.ts";

const ICON = { size: 16, stroke: 1.75 } as const;

/** Puts the ticket into a workflow by hand (F8). Those that are off take nobody. */
export function useEnrolActions(subject: TicketSubject | null): PaletteAction[] {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const mayWrite = useMayWrite();
  const workflows = useDeskState((state) => state.setup.workflows);
  if (subject === null || !mayWrite) return [];
  return workflows
    .filter(({ enabled }) => enabled)
    .map(({ id, name }) => ({
      id: `enrol-${id}`,
      label: t("shell.palette.enrol", { name }),
      keywords: [t("workflows.title"), t("shell.palette.words.enrol")],
      leftSection: <IconPlayerPlay {...ICON} />,
      onClick: () => {
        client.workflows.enrol({ id, ticketIds: [subject.id] }).then(
          ({ items: [result] }) =>
            toasts.done(
              result?.enrolled === true ? t("whyNot.putIn.done") : t(`whyNot.reason.${result?.why ?? "not-found"}`),
            ),
          (error: unknown) => toasts.failed(error),
        );
      },
    }));
}
