import { useState } from "react";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { Section } from "../../form/Section.tsx";
import { EditActionDrawer } from "./EditActionDrawer.tsx";
import { type EmailTemplate, templateOf } from "./email-template.ts";
import { TriggerRow } from "./TriggerRow.tsx";

/** Section D: the status that e-mails set. */
export function EmailStatus({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  const workflows = useDeskState((state) => state.setup.workflows);
  const [editing, setEditing] = useState<EmailTemplate | null>(null);
  const edited = editing === null ? undefined : templateOf(workflows, pipeline.id, editing);
  return (
    <Section title={t("settings.emailStatus.title")} text={t("settings.emailStatus.text")}>
      {(["D1", "D2"] as const).map((template) => {
        const workflow = templateOf(workflows, pipeline.id, template);
        return workflow === undefined ? null : (
          <TriggerRow
            key={template}
            pipeline={pipeline}
            workflow={workflow}
            template={template}
            onEdit={() => setEditing(template)}
          />
        );
      })}
      <EditActionDrawer pipeline={pipeline} workflow={edited ?? null} onClose={() => setEditing(null)} />
    </Section>
  );
}
