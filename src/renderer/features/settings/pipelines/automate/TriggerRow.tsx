import { Button, Switch } from "@mantine/core";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { place, richText } from "../../form/rich-text.tsx";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useRecordSetup } from "../../form/use-record-setup.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { type EmailTemplate, statusSetBy } from "./email-template.ts";
import css from "./TriggerRow.module.css";

const cx = classNamesOf(css);

export type TriggerRowProps = {
  readonly pipeline: PipelineView;
  readonly workflow: WorkflowView;
  readonly template: EmailTemplate;
  readonly onEdit: () => void;
};

/** "When an e-mail is sent to a customer, set status to Waiting on contact", with its switch and the way into its workflow. */
export function TriggerRow({ pipeline, workflow, template, onEdit }: TriggerRowProps) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const record = useRecordSetup("workflows", workflow.id);
  const enabled = useAhead(workflow.enabled);
  const stageId = statusSetBy(workflow.definition);
  const stage = pipeline.stages.find(({ id }) => id === stageId);
  const trigger = t(template === "D1" ? "settings.emailStatus.D1" : "settings.emailStatus.D2");
  const stageName = stage?.name ?? t("settings.name.deletedStage");

  const turn = async (on: boolean): Promise<void> => {
    enabled.choose(on);
    const save = (values: { readonly enabled: boolean }) => client.workflows.update({ id: workflow.id, ...values });
    const answer = save({ enabled: on });
    record({ what: trigger, before: { enabled: !on }, after: { enabled: on }, save, answer });
    if (!(await saving.run(() => answer))) enabled.forget();
  };
  return (
    <div className={cx("row", !enabled.shown && "off")}>
      <Switch
        checked={enabled.shown}
        disabled={!mayChange}
        onChange={(event) => void turn(event.currentTarget.checked)}
        aria-label={t("settings.emailStatus.plain", { trigger, stage: stageName })}
      />
      <p className={cx("sentence")}>
        {richText(t("settings.emailStatus.plain", { trigger: place("trigger"), stage: place("stage") }), {
          trigger: <strong>{trigger}</strong>,
          stage: (
            <button type="button" className={cx("value")} disabled={!mayChange} onClick={onEdit}>
              {stage === undefined ? null : <StageDot stage={stage} />} {stageName}
            </button>
          ),
        })}{" "}
        {saving.state.kind === "idle" ? null : <SavedMark state={saving.state} />}
      </p>
      <div className={cx("actions")}>
        <Button variant="default" disabled={!mayChange} onClick={onEdit}>
          {t("settings.emailStatus.edit")}
        </Button>
        <Button variant="subtle" component="a" href={hrefOf({ page: "workflows", workflowId: workflow.id })}>
          {t("settings.emailStatus.view")}
        </Button>
      </div>
    </div>
  );
}
