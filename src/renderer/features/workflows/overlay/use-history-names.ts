import { useMemo } from "react";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import type { HistoryNames } from "#shared/automation/describe/activity.ts";
import { createSpeaker } from "#shared/automation/describe/words.ts";

const KINDS = ["stage", "pipeline", "user", "team", "workflow", "channel", "mail-template"] as const;

/** What ids are called, for lines that tell what happened. */
export function useHistoryNames(): HistoryNames {
  const { t, language } = useI18n();
  const { names } = useWords();
  return useMemo(
    () => ({
      t,
      find: names,
      of: (id) => KINDS.map((kind) => names(kind, id)).find((name) => name !== null) ?? id,
      speaker: createSpeaker(language),
      moment: (epochMs) => formatAbsolute(epochMs, language),
      plain: (text) => text,
    }),
    [t, language, names],
  );
}
