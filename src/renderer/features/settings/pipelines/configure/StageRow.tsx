import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/utils/combine";
import { attachClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge";
import { ActionIcon, SegmentedControl, Tooltip } from "@mantine/core";
import { IconGripVertical, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { type Stage, StageKind } from "#shared/model/setup/pipeline.ts";
import { NameField } from "../../form/NameField.tsx";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { ColourPicker } from "./ColourPicker.tsx";
import css from "./StageList.module.css";
import type { DropEdge } from "#renderer/components/use-row-drag.ts";
import { STAGE_ROW } from "./stage-row-kind.ts";

const cx = classNamesOf(css);

export type StageRowProps = {
  readonly pipeline: PipelineView;
  readonly stage: Stage;
  readonly count: number;
  readonly mayChange: boolean;
  /** The only open stage: it can neither be closed nor deleted. */
  readonly lastOpen: boolean;
  readonly only: boolean;
  readonly dropEdge: DropEdge | null;
  readonly dragged: boolean;
  readonly onMoveBy: (step: 1 | -1) => void;
  readonly onRemove: () => void;
  /** Its kind is to be another: where tickets are in it, that is asked first. */
  readonly onKind: (kind: StageKind) => void;
};

/** One stage: its place, colour, name, kind and how many tickets are in it. Each change is saved at once. */
export function StageRow(props: StageRowProps) {
  const { pipeline, stage, mayChange } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const saving = useSaving();
  const undo = useUndo();
  const shown = useAhead({ name: stage.name, colour: stage.colour });
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  useDraggable(row, handle, stage, mayChange);

  const save = async (change: Partial<Pick<Stage, "name" | "colour">>): Promise<void> => {
    const names = Object.keys(change) as (keyof typeof change)[];
    const before: typeof change = Object.fromEntries(names.map((property) => [property, shown.shown[property]]));
    const what = t("undo.stage", { stage: shown.shown.name });
    const place = { id: pipeline.id, stageId: stage.id };
    shown.choose({ ...shown.shown, ...change });
    const answer = client.pipelines.updateStage({ ...place, ...change });
    undo.recordChange({
      what,
      before,
      after: change,
      answer,
      save: (values, onlyIf) => client.pipelines.updateStage({ ...place, ...values, onlyIf }),
    });
    if (!(await saving.run(() => answer))) shown.forget();
  };
  const onHandleKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (step === null) return;
    event.preventDefault();
    props.onMoveBy(step);
  };
  const { name, colour } = shown.shown;
  const whyNot = props.lastOpen ? t("settings.stages.lastOpen") : props.only ? t("settings.stages.only") : null;

  return (
    <li ref={row} className={cx("row", props.dragged && "dragged", props.dropEdge !== null && props.dropEdge)}>
      <button
        ref={handle}
        type="button"
        className={cx("handle")}
        disabled={!mayChange}
        aria-label={t("settings.stages.handle", { stage: name })}
        onKeyDown={onHandleKey}
      >
        <IconGripVertical size={16} aria-hidden />
      </button>
      <ColourPicker
        colour={colour}
        stageName={name}
        disabled={!mayChange}
        onChoose={(next) => void save({ colour: next })}
      />
      <NameField
        className={cx("name")}
        classNames={{ input: cx("nameInput") }}
        name={name}
        label={t("settings.stages.nameOf", { stage: stage.name })}
        maxChars={MAX_NAME_CHARS}
        disabled={!mayChange}
        onRename={(next) => void save({ name: next })}
      />
      <Tooltip label={t("settings.stages.lastOpen")} disabled={!props.lastOpen}>
        <SegmentedControl
          aria-label={t("settings.stages.kindOf", { stage: name })}
          size="xs"
          disabled={!mayChange || props.lastOpen}
          value={stage.kind}
          onChange={(value) => props.onKind(StageKind.parse(value))}
          data={StageKind.options.map((value) => ({ value, label: t(`settings.kind.${value}`) }))}
        />
      </Tooltip>
      <span className={cx("count")}>
        {saving.state.kind === "idle" ? (
          t("settings.stages.count", { count: props.count })
        ) : (
          <SavedMark state={saving.state} />
        )}
      </span>
      <Tooltip label={whyNot ?? t("settings.stages.remove", { stage: name })}>
        <ActionIcon
          aria-label={t("settings.stages.remove", { stage: name })}
          aria-disabled={whyNot !== null}
          disabled={!mayChange}
          className={cx(whyNot !== null && "refused")}
          onClick={() => (whyNot === null ? props.onRemove() : undefined)}
        >
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function useDraggable(
  row: React.RefObject<HTMLLIElement | null>,
  handle: React.RefObject<HTMLButtonElement | null>,
  stage: Stage,
  mayChange: boolean,
): void {
  const { id } = stage;
  useEffect(() => {
    const element = row.current;
    const dragHandle = handle.current;
    if (element === null || dragHandle === null || !mayChange) return undefined;
    return combine(
      draggable({ element, dragHandle, getInitialData: () => STAGE_ROW.dataOf(id) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => STAGE_ROW.idOf(source.data) !== null,
        getData: ({ input }) =>
          attachClosestEdge(STAGE_ROW.dataOf(id), { element, input, allowedEdges: ["top", "bottom"] }),
      }),
    );
  }, [row, handle, id, mayChange]);
}

/** As the model has it. */
const MAX_NAME_CHARS = 80;
