import { Anchor, Badge, Button, List } from "@mantine/core";
import { IconSitemap } from "@tabler/icons-react";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { Section } from "../../form/Section.tsx";

/** The workflows that people made for this pipeline, each a link to its editor, and the way to all of them. */
export function OwnWorkflows({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  const workflows = useDeskState((state) => state.setup.workflows);
  const own = workflows.filter(({ origin, pipelineId }) => origin !== "template" && pipelineId === pipeline.id);
  return (
    <Section
      title={
        own.length === 0
          ? t("settings.automate.scratch.none")
          : t("settings.automate.scratch.here", { count: own.length })
      }
      text={t("settings.automate.scratch.text")}
      action={
        <Button
          variant="default"
          flex="none"
          component="a"
          href={hrefOf({ page: "workflows", workflowId: null })}
          leftSection={<IconSitemap size={14} />}
        >
          {t("settings.automate.scratch.open")}
        </Button>
      }
    >
      <List listStyleType="none" spacing={4}>
        {own.map(({ id, name, enabled }) => (
          <List.Item key={id}>
            <Anchor href={hrefOf({ page: "workflows", workflowId: id })} dir="auto">
              {name}
            </Anchor>{" "}
            {enabled ? null : (
              <Badge size="sm" variant="light" color="gray">
                {t("settings.automate.scratch.off")}
              </Badge>
            )}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
