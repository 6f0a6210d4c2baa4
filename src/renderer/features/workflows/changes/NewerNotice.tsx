import { Alert, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { JoinDialog } from "./JoinDialog.tsx";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";

/** Told at once, and not only when one's own is published. */
export function NewerNotice({ workflow }: { readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  const revision = useEditorState((state) => state.revision);
  const [isOpen, setOpen] = useState(false);
  if (workflow.revision <= revision) return null;
  return (
    <Alert variant="light" color="yellow" icon={<IconUsers size={16} />} title={t("workflows.newer.title")}>
      <Group gap="sm" justify="space-between">
        <Text size="sm">{t("workflows.newer.text")}</Text>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t("workflows.newer.join")}
        </Button>
      </Group>
      <JoinDialog workflow={workflow} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Alert>
  );
}
