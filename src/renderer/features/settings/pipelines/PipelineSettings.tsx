import { Button, Select, Tabs, Text, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { navigate, type Route } from "#renderer/state/routes.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { AutomateTab } from "./automate/AutomateTab.tsx";
import { ConfigureTab } from "./configure/ConfigureTab.tsx";
import { isLeaving } from "#shared/rules/pipeline-rules/removal.ts";
import { PipelineMenu } from "./manage/PipelineMenu.tsx";
import { PipelineWork } from "./manage/PipelineWork.tsx";
import { NewPipelineDialog } from "./NewPipelineDialog.tsx";
import { RulesTab } from "./rules/RulesTab.tsx";

const TABS = ["configure", "rules", "automate"] as const;
type Tab = (typeof TABS)[number];

/**
 * A1, A2: Settings › Objects › Tickets › Pipelines.
 * @rule A1
 */
export function PipelineSettings(props: { readonly id: string | null; readonly tab: string | null }) {
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const mayChange = useMayChange();
  const [creating, setCreating] = useState(false);
  const pipeline = pipelines.find(({ id }) => id === props.id) ?? pipelines[0];
  usePageTitle(t("settings.pipelines.title"));
  const tab = TABS.find((known) => known === props.tab) ?? "configure";

  const goTo = (id: PipelineId, next: Tab): void => navigate({ page: "settings", section: "pipelines", id, tab: next });
  const path = [
    { label: t("settings.title"), route: SETTINGS },
    { label: t("settings.objects"), route: null },
    { label: t("settings.objects.tickets"), route: null },
  ];

  return (
    <PageFrame
      path={path}
      title={<Title order={1}>{t("settings.pipelines.title")}</Title>}
      tools={
        <>
          <Select
            aria-label={t("settings.pipelines.select")}
            data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            value={pipeline?.id ?? null}
            onChange={(id) => {
              const chosen = pipelines.find((candidate) => candidate.id === id);
              if (chosen !== undefined) goTo(chosen.id, tab);
            }}
            searchable={pipelines.length > 8}
            w={220}
          />
          <Button
            variant="default"
            leftSection={<IconPlus size={15} />}
            disabled={!mayChange}
            onClick={() => setCreating(true)}
          >
            {t("settings.pipelines.new")}
          </Button>
          {pipeline === undefined ? null : (
            <PipelineMenu key={pipeline.id} pipeline={pipeline} onMade={(id) => goTo(id, "configure")} />
          )}
        </>
      }
      guarded
    >
      <PipelineWork />
      {pipeline !== undefined && isLeaving(pipeline) ? (
        <Text c="dimmed">{t("pipelines.remove.going")}</Text>
      ) : pipeline === undefined ? (
        <EmptyState title={t("board.noPipeline.title")} text={t("board.noPipeline.text")} />
      ) : (
        <Tabs
          value={tab}
          keepMounted={false}
          onChange={(value) => {
            const next = TABS.find((known) => known === value);
            if (next !== undefined) goTo(pipeline.id, next);
          }}
        >
          <Tabs.List>
            {TABS.map((value) => (
              <Tabs.Tab key={value} value={value}>
                {t(`settings.tab.${value}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="configure">
            <ConfigureTab key={pipeline.id} pipeline={pipeline} />
          </Tabs.Panel>
          <Tabs.Panel value="rules">
            <RulesTab key={pipeline.id} pipeline={pipeline} />
          </Tabs.Panel>
          <Tabs.Panel value="automate">
            <AutomateTab key={pipeline.id} pipeline={pipeline} />
          </Tabs.Panel>
        </Tabs>
      )}
      <NewPipelineDialog
        opened={creating}
        onClose={() => setCreating(false)}
        onCreated={(id) => goTo(id, "configure")}
      />
    </PageFrame>
  );
}

const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };
