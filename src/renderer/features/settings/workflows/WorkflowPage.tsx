import { ActionIcon, Badge, Code, Collapse, CopyButton, Group, Title, UnstyledButton } from "@mantine/core";
import { IconBolt, IconCheck, IconChevronRight, IconCopy } from "@tabler/icons-react";
import { useState } from "react";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { describeFilter } from "#shared/automation/describe/describe-condition.ts";
import { describeTrigger } from "#shared/automation/describe/describe.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { Section } from "../form/Section.tsx";
import { OnOff } from "./OnOff.tsx";
import { StepList } from "./StepList.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import css from "./WorkflowPage.module.css";

const cx = classNamesOf(css);

/** *View workflow*: what a workflow does, step by step, in words and as the JSON that it is. */
export function WorkflowPage({ id }: { readonly id: string | null }) {
  const { t } = useI18n();
  const workflow = useDeskState((state) => state.setup.workflows.find((candidate) => candidate.id === id));
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const pipeline = pipelines.find((candidate) => candidate.id === workflow?.pipelineId);
  if (workflow === undefined)
    return <EmptyState level={1} title={t("settings.workflow.gone")} text={t("error.PD_DESK_NOT_FOUND")} />;

  const back: Route = { page: "settings", section: "pipelines", id: workflow.pipelineId, tab: "automate" };
  const path = [
    {
      label: t("settings.pipelines.title"),
      route: { page: "settings", section: "pipelines", id: null, tab: null } satisfies Route,
    },
    { label: pipeline?.name ?? t("settings.workflow.everyPipeline"), route: back },
    { label: t("settings.tab.automate"), route: back },
  ];
  return (
    <PageFrame path={path} title={<Heading workflow={workflow} />} guarded>
      <OnOff workflow={workflow} />
      <Flow workflow={workflow} />
      <Facts workflow={workflow} pipelineName={pipeline?.name ?? t("settings.workflow.everyPipeline")} />
      <Json workflow={workflow} />
      <a className={cx("back")} href={hrefOf(back)}>
        {t("settings.workflow.back")}
      </a>
    </PageFrame>
  );
}

function Heading({ workflow }: { readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  return (
    <Group gap="sm">
      <Title order={1}>{workflow.name}</Title>
      <Badge variant="light" color="gray" tt="none" fw={500}>
        {t(`settings.origin.${workflow.origin}`)}
      </Badge>
    </Group>
  );
}

function Flow({ workflow }: { readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const { triggers, filter, steps, reenrolment } = workflow.definition;
  return (
    <Section title={t("settings.workflow.steps")} text={t("settings.workflow.readOnly")}>
      <div className={cx("canvas")}>
        <div className={cx("node", "trigger")}>
          <IconBolt size={16} aria-hidden />
          <div>
            <span className={cx("nodeKind")}>
              {t(triggers.length > 1 ? "settings.workflow.anyOf" : "settings.workflow.when")}
            </span>
            {triggers.map((trigger) => (
              <span key={trigger.id} className={cx("nodeText")}>
                {say(describeTrigger(trigger, names))}
              </span>
            ))}
            {filter.parts.length === 0 ? null : (
              <>
                <span className={cx("nodeKind")}>{t("settings.workflow.onlyIf")}</span>
                <span>{say(describeFilter(filter, names))}</span>
              </>
            )}
            <span className={cx("nodeNote")}>{t(`settings.reenrolment.${reenrolment.kind}`)}</span>
          </div>
        </div>
        <StepList steps={steps} tree={createStepTree(steps)} />
      </div>
    </Section>
  );
}

function Facts({ workflow, pipelineName }: { readonly workflow: WorkflowView; readonly pipelineName: string }) {
  const { t, language } = useI18n();
  return (
    <Section title={t("settings.workflow.facts")}>
      <dl className={cx("facts")}>
        <dt>{t("settings.channel.pipeline")}</dt>
        <dd>{pipelineName}</dd>
        <dt>{t("settings.workflow.revision")}</dt>
        <dd>{workflow.revision}</dd>
        <dt>{t("settings.workflow.created")}</dt>
        <dd>{formatAbsolute(workflow.createdAtEpochMs, language)}</dd>
        <dt>{t("settings.tab.rules")}</dt>
        <dd>{t(workflow.overridesRules ? "settings.workflow.overrides" : "settings.workflow.bound")}</dd>
      </dl>
      {workflow.description === "" ? null : <p>{workflow.description}</p>}
    </Section>
  );
}

function Json({ workflow }: { readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  const json = JSON.stringify(workflow.definition, undefined, 2);
  return (
    <Section title={t("settings.workflow.json")}>
      <Group justify="space-between">
        <UnstyledButton className={cx("toggle")} aria-expanded={opened} onClick={() => setOpened((shown) => !shown)}>
          <IconChevronRight size={15} className={cx("chevron", opened && "turned")} aria-hidden />
          {t(opened ? "settings.workflow.hideJson" : "settings.workflow.showJson")}
        </UnstyledButton>
        <CopyButton value={json}>
          {({ copied, copy }) => (
            <ActionIcon aria-label={t("settings.copy")} title={t("settings.copy")} onClick={copy}>
              {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
            </ActionIcon>
          )}
        </CopyButton>
      </Group>
      <Collapse expanded={opened}>
        <Code block mt="xs">
          {json}
        </Code>
      </Collapse>
    </Section>
  );
}
