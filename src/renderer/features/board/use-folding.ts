import type { Stage } from "#shared/model/setup/pipeline.ts";
import { usePreferences, useSetPreferences } from "../../state/desk-context.tsx";
import type { Preferences } from "../../state/preferences.ts";

/** Whether a stage is a strip on the board: as the person left it; a closed one until they have opened it. */
export function isFoldedStage({ foldedStages }: Pick<Preferences, "foldedStages">, stage: Pick<Stage, "id" | "kind">) {
  return foldedStages[stage.id] ?? stage.kind === "closed";
}

export function useFolding(stage: Stage): {
  readonly isFolded: boolean;
  readonly setFolded: (folded: boolean) => void;
} {
  const isFolded = usePreferences((preferences) => isFoldedStage(preferences, stage));
  const foldedStages = usePreferences((preferences) => preferences.foldedStages);
  const setPreferences = useSetPreferences();
  return { isFolded, setFolded: (folded) => setPreferences({ foldedStages: { ...foldedStages, [stage.id]: folded } }) };
}
