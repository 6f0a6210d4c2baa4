import { ActionIcon, Menu } from "@mantine/core";
import { IconArrowsSort, IconCopy, IconDots, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { isLeaving, stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";
import { DuplicateDialog } from "./DuplicateDialog.tsx";
import { OrderDialog } from "./OrderDialog.tsx";
import { RemovePipelineDialog } from "./RemovePipelineDialog.tsx";

type Dialog = "duplicate" | "order" | "remove" | null;

/** What can be done with a pipeline as a whole. */
export function PipelineMenu(props: { readonly pipeline: PipelineView; readonly onMade: (id: PipelineId) => void }) {
  const { pipeline } = props;
  const { t } = useI18n();
  const mayChange = useMayChange();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const isGoing = isLeaving(pipeline);
  const isLast = stayingPipelines(pipelines).length < 2;
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon
            size="lg"
            variant="default"
            disabled={!mayChange}
            aria-label={t("pipelines.more", { pipeline: pipeline.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={15} />} disabled={isGoing} onClick={() => setDialog("duplicate")}>
            {t("pipelines.duplicate")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowsSort size={15} />}
            disabled={pipelines.length < 2}
            onClick={() => setDialog("order")}
          >
            {t("pipelines.order")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} />}
            disabled={isGoing || isLast}
            onClick={() => setDialog("remove")}
          >
            {t("pipelines.remove")}
          </Menu.Item>
          {isLast ? <Menu.Label style={{ whiteSpace: "normal" }}>{t("pipelines.remove.last")}</Menu.Label> : null}
        </Menu.Dropdown>
      </Menu>
      <DuplicateDialog
        pipeline={pipeline}
        opened={dialog === "duplicate"}
        onClose={close}
        onMade={(id) => {
          close();
          props.onMade(id);
        }}
      />
      <OrderDialog opened={dialog === "order"} onClose={close} />
      <RemovePipelineDialog pipeline={pipeline} opened={dialog === "remove" && !isGoing} onClose={close} />
    </>
  );
}
