import { useCallback } from "react";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { DeskClient } from "#shared/contract/index.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";

type Settings = Omit<Parameters<DeskClient["pipelines"]["update"]>[0], "id" | "onlyIf">;

/** Saves settings of a pipeline, and lets them be taken back. Rejects with what the core refuses it with. */
export function useSavePipeline(pipeline: PipelineView): (settings: Settings) => Promise<unknown> {
  const { client } = useDesk();
  const { t } = useI18n();
  const undo = useUndo();
  return useCallback(
    (settings) => {
      const { id, name } = pipeline;
      const before = settingsBefore(pipeline, settings);
      const answer = client.pipelines.update({ id, ...settings });
      undo.recordChange({
        what: t("undo.settings", { pipeline: name }),
        before,
        after: settings,
        answer,
        save: (values, onlyIf) => client.pipelines.update({ id, ...values, onlyIf }),
      });
      return answer;
    },
    [client, pipeline, t, undo],
  );
}

/** What the settings that change are now, as deep as they are named. */
function settingsBefore(pipeline: PipelineView, { name, closeDate, reopen, rules }: Settings): Settings {
  return {
    ...(name === undefined ? {} : { name: pipeline.name }),
    ...(reopen === undefined ? {} : { reopen: pipeline.reopen }),
    ...(closeDate === undefined ? {} : { closeDate: namedOf(pipeline.closeDate, closeDate) }),
    ...(rules === undefined ? {} : { rules: namedOf({ requiredValues: {}, ...pipeline.rules }, rules) }),
  };
}

function namedOf<Values extends object>(values: Values, named: object): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([property]) => property in named)) as Partial<Values>;
}
