import { useState } from "react";
import { inOrder } from "#renderer/components/list-order.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { changedSince } from "#renderer/state/failure.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";

/** The workflows in their order, as far as it is told or was just chosen, and how some of them change places among themselves: those that are not named keep theirs. */
export function useOrder(): {
  readonly workflows: readonly WorkflowView[];
  readonly reorder: (before: readonly WorkflowId[], after: readonly WorkflowId[], moved: WorkflowId) => void;
} {
  const desk = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const undo = useUndo();
  const announce = useAnnounce();
  const workflows = useDeskState((state) => state.setup.workflows);
  // Painted before the desk has answered; forgotten as soon as the desk tells an order of its own.
  const [ahead, setAhead] = useState<{ readonly over: string; readonly ids: readonly WorkflowId[] } | null>(null);
  const told = workflows.map(({ id }) => id).join(" ");
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
      const answer = desk.client.workflows.order({ ids: [...after] });
      undo.recordChange({
        what: t("undo.workflowOrder"),
        before,
        after,
        answer,
        save: async (wanted, onlyIf) => {
          const present = desk.store.getState().setup.workflows.map(({ id }) => id);
          if (present.filter((id) => named.has(id)).join(" ") !== onlyIf.join(" ")) throw changedSince();
          await desk.client.workflows.order({ ids: [...wanted] });
        },
      });
      answer.catch((error: unknown) => {
        setAhead(null);
        toasts.failed(error);
      });
    },
  };
}
