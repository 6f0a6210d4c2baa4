import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { OnOff } from "#renderer/components/workflow/editor/OnOff.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { othersAt } from "./card-workflow.ts";
import css from "./cards.module.css";

const cx = classNamesOf(css);

/** The status, how many tickets are in it, what else happens when a ticket reaches it, and the card's switch. */
export function CardHead(props: {
  readonly pipeline: PipelineView;
  readonly stage: Stage;
  readonly workflow: WorkflowView | undefined;
}) {
  const { pipeline, stage, workflow } = props;
  const { t } = useI18n();
  const count = useDeskState((state) => state.stageCounts[pipeline.id]?.[stage.id] ?? 0);
  const workflows = useDeskState((state) => state.setup.workflows);
  const others = othersAt(workflows, pipeline.id, stage.id);
  return (
    <header className={cx("head")}>
      <div className={cx("headLine")}>
        <StageDot stage={stage} />
        <h4 className={cx("name")} title={stage.name} dir="auto">
          {stage.name}
        </h4>
        {workflow === undefined ? null : <OnOff workflow={workflow} isInList />}
      </div>
      <p className={cx("facts")}>
        <span>{t("cards.tickets", { count })}</span>
        {stage.kind === "closed" ? (
          <span>{t(pipeline.closeDate.setOnClose ? "cards.closesWithDate" : "cards.closes")}</span>
        ) : null}
        {others.map(({ id, name }) => (
          <a key={id} href={hrefOf({ page: "workflows", workflowId: id })} title={name} dir="auto">
            {t("cards.also", { workflow: name })}
          </a>
        ))}
      </p>
    </header>
  );
}
