import { useState } from "react";
import { useStore } from "zustand";
import { inOrder } from "#renderer/components/list-order.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useDeskState, useI18n, useServices } from "#renderer/state/desk-context.tsx";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** The workflows in their order, as far as it is told or was just chosen, and how some of them change places among themselves: those that are not named keep theirs. */
export function useOrder(): {
  readonly workflows: readonly WorkflowView[];
  readonly reorder: (before: readonly WorkflowId[], after: readonly WorkflowId[], moved: WorkflowId) => void;
} {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const undo = useUndo();
  const announce = useAnnounce();
  const workflows = useDeskState((state) => state.setup.workflows);
  // Painted before the desk has answered; forgotten as soon as the desk tells an order of its own, or something is taken back: both in one moment are told as nothing at all.
  const [ahead, setAhead] = useState<{ readonly over: string; readonly ids: readonly WorkflowId[] } | null>(null);
  const { shell } = useServices();
  const stepsTaken = useStore(shell, (state) => state.stepsTaken);
  const told = `${stepsTaken} ${workflows.map(({ id }) => id).join(" ")}`;
  // When the order comes back to what it was, the choice must not come back with it.
  if (ahead !== null && ahead.over !== told) setAhead(null);
  const ids = ahead !== null && ahead.over === told ? ahead.ids : workflows.map(({ id }) => id);
  return {
    workflows: inOrder<WorkflowView>(workflows, ids),
    reorder(before, after, moved) {
      if (after === before) return;
      const name = workflows.find((workflow) => workflow.id === moved)?.name ?? "";
      announce(t("workflows.movedTo", { workflow: name, position: after.indexOf(moved) + 1, total: after.length }));
      const places = after.values();
      const named = new Set(before);
      setAhead({ over: told, ids: ids.map((one) => (named.has(one) ? (places.next().value ?? one) : one)) });
      const answer = client.workflows.order({ ids: [...after] });
      undo.recordChange({
        what: t("undo.workflowOrder"),
        before,
        after,
        answer,
        save: (wanted, onlyIf) => client.workflows.order({ ids: [...wanted], onlyIf: { ids: [...onlyIf] } }),
      });
      answer.catch((error: unknown) => {
        setAhead(null);
        toasts.failed(error);
      });
    },
  };
}
