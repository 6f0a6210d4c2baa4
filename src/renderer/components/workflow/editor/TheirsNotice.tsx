import { IconUsers } from "@tabler/icons-react";
import { Warning } from "#renderer/components/Warning.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { useEditorState } from "./editor-context.tsx";

/** Told at once, and not only when one's own is saved. */
export function TheirsNotice({ workflow }: { readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  const revision = useEditorState((state) => state.revision);
  if (workflow.revision <= revision) return null;
  return (
    <Warning icon={<IconUsers size={16} />} title={t("workflows.theirs.title")}>
      {t("workflows.theirs.text")}
    </Warning>
  );
}
