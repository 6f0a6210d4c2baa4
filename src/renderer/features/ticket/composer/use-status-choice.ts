import { useMemo } from "react";
import type { StatusChoice } from "#renderer/components/composer/send/SendButton.tsx";
import { useDeskState, usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import type { StageId } from "#shared/model/ids.ts";
import { useTicket } from "../ticket-context.tsx";

/** The statuses of the ticket's pipeline, and the one that went with the last answer there, which is remembered in this browser. */
export function useStatusChoice(): StatusChoice & { readonly remember: (stageId: StageId | null) => void } {
  const { record } = useTicket();
  const { pipelineId } = record.ticket;
  const stages = useDeskState((state) => state.setup.pipelines.find(({ id }) => id === pipelineId)?.stages);
  const remembered = usePreferences((preferences) => preferences.statusWithAnswer);
  const setPreferences = useSetPreferences();
  return useMemo(() => {
    const options = (stages ?? []).map(({ id, name }) => ({ id, name }));
    const chosenId = remembered[pipelineId] ?? null;
    return {
      options,
      chosenId: options.some(({ id }) => id === chosenId) ? chosenId : null,
      remember(stageId) {
        const { [pipelineId]: _before, ...others } = remembered;
        setPreferences({
          statusWithAnswer: stageId === null ? others : { ...others, [pipelineId]: stageId },
        });
      },
    };
  }, [stages, remembered, pipelineId, setPreferences]);
}
