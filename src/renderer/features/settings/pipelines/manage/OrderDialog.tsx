import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { attachClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge";
import { Modal, Text } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { dropped, inOrder, moved } from "#renderer/components/list-order.ts";
import { type DropEdge, rowKind, useRowDrag } from "#renderer/components/use-row-drag.ts";
import { useUndo } from "#renderer/components/use-undo.ts";
import { openTicketCount } from "#renderer/state/counts.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { PipelineId } from "#shared/model/ids.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import css from "./OrderDialog.module.css";

const cx = classNamesOf(css);

const PIPELINE_ROW = rowKind<PipelineId>("pipeline", PipelineId);

/** The pipelines in the order in which every list has them; dragged by the mouse, moved by the arrow keys on their handle. */
export function OrderDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t("pipelines.order.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <OrderList />
    </Modal>
  );
}

function OrderList() {
  const { client } = useDesk();
  const { t } = useI18n();
  const announce = useAnnounce();
  const saving = useSaving();
  const undo = useUndo();
  const known = useDeskState((state) => state.setup.pipelines);
  const order = useAhead<readonly PipelineId[]>(known.map(({ id }) => id));
  const pipelines = inOrder<PipelineView>(known, order.shown);

  const reorder = async (ids: readonly PipelineId[], id: PipelineId): Promise<void> => {
    if (ids === order.shown) return;
    const name = known.find((one) => one.id === id)?.name ?? "";
    announce(t("settings.stages.movedTo", { stage: name, position: ids.indexOf(id) + 1, total: ids.length }));
    const before = { ids: [...order.shown] };
    const after = { ids: [...ids] };
    order.choose(ids);
    const save = (values: typeof after, onlyIf?: typeof after) =>
      client.pipelines.order({ ...values, ...(onlyIf === undefined ? {} : { onlyIf }) });
    const answer = save(after);
    undo.recordChange({ what: t("undo.pipelineOrder"), before, after, save, answer });
    if (!(await saving.run(() => answer))) order.forget();
  };
  const drag = useRowDrag(PIPELINE_ROW, (id, onto, edge) => void reorder(dropped(order.shown, id, onto, edge), id));

  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t("pipelines.order.text")}
      </Text>
      <ol className={cx("list")} aria-label={t("pipelines.order.title")}>
        {pipelines.map((pipeline, index) => (
          <Row
            key={pipeline.id}
            pipeline={pipeline}
            isFirst={index === 0}
            dropEdge={drag.over?.id === pipeline.id ? drag.over.edge : null}
            isDragged={drag.draggedId === pipeline.id}
            onMoveBy={(step) => void reorder(moved(order.shown, pipeline.id, index + step), pipeline.id)}
          />
        ))}
      </ol>
      <div className={cx("foot")}>
        <SavedMark state={saving.state} />
      </div>
    </>
  );
}

function Row(props: {
  readonly pipeline: PipelineView;
  readonly isFirst: boolean;
  readonly dropEdge: DropEdge | null;
  readonly isDragged: boolean;
  readonly onMoveBy: (step: 1 | -1) => void;
}) {
  const { pipeline, dropEdge, isDragged, onMoveBy } = props;
  const { id, name } = pipeline;
  const { t } = useI18n();
  const count = useDeskState((state) => openTicketCount(state, pipeline));
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const [element, dragHandle] = [row.current, handle.current];
    if (element === null || dragHandle === null) return undefined;
    return combine(
      draggable({ element, dragHandle, getInitialData: () => PIPELINE_ROW.dataOf(id) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => PIPELINE_ROW.idOf(source.data) !== null,
        getData: ({ input }) =>
          attachClosestEdge(PIPELINE_ROW.dataOf(id), { element, input, allowedEdges: ["top", "bottom"] }),
      }),
    );
  }, [id]);
  return (
    <li ref={row} className={cx("row", isDragged && "dragged", dropEdge !== null && dropEdge)}>
      <button
        ref={handle}
        type="button"
        className={cx("handle")}
        {...(props.isFirst ? { "data-autofocus": true } : {})}
        aria-label={t("settings.stages.handle", { stage: name })}
        onKeyDown={(event) => {
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
          if (step === null) return;
          event.preventDefault();
          onMoveBy(step);
        }}
      >
        <IconGripVertical size={16} aria-hidden />
      </button>
      <span className={cx("name")} dir="auto">
        {name}
      </span>
      <span className={cx("count")}>{t("shell.openTicketCount", { count })}</span>
    </li>
  );
}
