import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { ActionsDialog } from "#renderer/components/workflow/editor/AddDialog.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { stageColour } from "#renderer/theme/stage-colours.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { CardHead } from "./CardHead.tsx";
import { workflowOfCard } from "./card-workflow.ts";
import { OpenCard, type FirstActions } from "./OpenCard.tsx";
import css from "./cards.module.css";

const cx = classNamesOf(css);

/** A card's workflow, made for what is put into it first. */
type Made = { readonly workflow: WorkflowView; readonly first: FirstActions };

type Props = { readonly pipeline: PipelineView; readonly stage: Stage; readonly isGone: boolean };

/** What happens when a ticket reaches a status. The workflow behind it is made with its first action. */
export function StatusCard({ pipeline, stage, isGone }: Props) {
  const { t } = useI18n();
  const workflows = useDeskState((state) => state.setup.workflows);
  const [made, setMade] = useState<Made | null>(null);
  const own = workflowOfCard(workflows, stage.id);
  // Of a status that is gone the card's workflow lives on as one of its own.
  const [lastId, setLastId] = useState<string | null>(null);
  if (own !== undefined && own.id !== lastId) setLastId(own.id);
  const workflow = own ?? workflows.find(({ id }) => id === lastId) ?? made?.workflow;
  return (
    <article
      className={cx("card")}
      style={{ borderTopColor: stageColour(stage.colour, "solid") }}
      aria-label={stage.name}
      data-stage={stage.id}
    >
      <CardHead pipeline={pipeline} stage={stage} workflow={isGone ? undefined : workflow} />
      {workflow === undefined ? (
        <Empty pipeline={pipeline} stage={stage} onMade={setMade} />
      ) : (
        <OpenCard
          key={workflow.id}
          workflow={workflow}
          stage={stage}
          isGone={isGone}
          first={made?.workflow.id === workflow.id ? made.first : null}
        />
      )}
      {workflow === undefined && isGone ? <Text size="sm">{t("cards.gone.title", { stage: stage.name })}</Text> : null}
    </article>
  );
}

function Empty(props: {
  readonly pipeline: PipelineView;
  readonly stage: Stage;
  readonly onMade: (made: Made) => void;
}) {
  const { pipeline, stage, onMade } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const [isBusy, setBusy] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  // Whoever looks at the actions and takes none leaves nothing behind.
  const make = (first: FirstActions): void => {
    setChoosing(false);
    setBusy(true);
    client.workflows.stageCard({ id: pipeline.id, stageId: stage.id }).then(
      (workflow) => onMade({ workflow, first }),
      (error: unknown) => {
        setBusy(false);
        toasts.failed(error);
      },
    );
  };
  return (
    <div className={cx("empty")}>
      <p>{t("cards.nothing")}</p>
      {mayChange ? (
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<IconPlus size={15} />}
          loading={isBusy}
          aria-label={t("cards.addTo", { stage: stage.name })}
          onClick={() => setChoosing(true)}
          onPaste={(event) => {
            event.preventDefault();
            make({ pasted: event.clipboardData.getData("text/plain") });
          }}
        >
          {t("workflows.add.title")}
        </Button>
      ) : null}
      <ActionsDialog isOpen={isChoosing} onClose={() => setChoosing(false)} onChoose={(chosen) => make({ chosen })} />
    </div>
  );
}
