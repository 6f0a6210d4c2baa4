import type { TicketId } from "#shared/model/ids.ts";
import { onDemand } from "../components/on-demand.tsx";
import { useToasts } from "../components/use-toasts.tsx";
import { useI18n, useServices, useShellState } from "../state/desk-context.tsx";
import { useShortcuts } from "../state/use-shell.ts";
import { TicketContextMenu } from "./ticket-menu/TicketContextMenu.tsx";
import { ticketAt } from "./ticket-menu/ticket-at.ts";

const WhyHereDialog = onDemand(() =>
  import("../features/ticket/why-here/WhyHereDialog.tsx").then((module) => module.WhyHereDialog),
);

/** From every list that names tickets: why one is where it is, by its key or from the menu of the other mouse button, without opening it. */
export function WhyHere() {
  const { t } = useI18n();
  const { shell } = useServices();
  const toasts = useToasts();
  const asked = useShellState((state) => state.whyHere);
  const ask = (ticketId: TicketId | null) => shell.setState({ whyHere: ticketId });
  useShortcuts([
    {
      keys: "y",
      label: t("whyHere.key"),
      run: () => {
        const id = ticketAt(document.activeElement)?.ticketId ?? shell.getState().subject?.()?.id ?? null;
        if (id === null) toasts.done(t("whyHere.chooseFirst"));
        else ask(id);
      },
    },
  ]);
  return (
    <>
      <TicketContextMenu onAsk={ask} />
      {asked === null ? null : <WhyHereDialog ticketId={asked} onClose={() => ask(null)} />}
    </>
  );
}
