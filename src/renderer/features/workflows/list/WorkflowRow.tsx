import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { attachClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge";
import { ActionIcon, Badge, Menu } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCopy,
  IconDots,
  IconExclamationCircle,
  IconFileExport,
  IconGripVertical,
  IconTrash,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { OnOff } from "#renderer/components/workflow/editor/OnOff.tsx";
import { RemoveDialog } from "./RemoveDialog.tsx";
import type { DropEdge } from "#renderer/components/use-row-drag.ts";
import { WORKFLOW_ROW } from "./workflow-row-kind.ts";
import { useRowCommands } from "./use-row-commands.ts";
import { useRowFacts, type RowFacts } from "./use-row-facts.ts";
import css from "./list.module.css";

const cx = classNamesOf(css);

/** One workflow: what it is called, whether it is on, for which pipeline, how it goes, what is wrong with it, when it was changed last. */
export function WorkflowRow(props: {
  readonly workflow: WorkflowView;
  readonly dropEdge: DropEdge | null;
  readonly isDragged: boolean;
  readonly onMoveBy: (by: -1 | 1) => void;
}) {
  const { workflow, dropEdge, isDragged, onMoveBy } = props;
  const { t } = useI18n();
  const mayChange = useMayChange();
  const row = useRef<HTMLLIElement>(null);
  const [grip, setGrip] = useState<HTMLButtonElement | null>(null);
  const { id } = workflow;
  const pipeline = useDeskState((state) => state.setup.pipelines.find((one) => one.id === workflow.pipelineId));
  const facts = useRowFacts(workflow, row);
  const hasDraft = useDeskState(({ setup, status }) =>
    setup.workflowDrafts.some((draft) => draft.workflowId === id && draft.authorId === status?.me.id),
  );
  useEffect(() => {
    const element = row.current;
    if (element === null || grip === null) return undefined;
    return combine(
      draggable({ element, dragHandle: grip, getInitialData: () => WORKFLOW_ROW.dataOf(id) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => WORKFLOW_ROW.idOf(source.data) !== null,
        getData: ({ input }) =>
          attachClosestEdge(WORKFLOW_ROW.dataOf(id), { element, input, allowedEdges: ["top", "bottom"] }),
      }),
    );
  }, [id, grip]);
  return (
    <li ref={row} className={cx("row", isDragged && "dragged", dropEdge !== null && dropEdge)}>
      {mayChange ? (
        <button
          ref={setGrip}
          type="button"
          className={cx("grip")}
          aria-label={t("workflows.grip", { workflow: workflow.name })}
          onKeyDown={(event) => {
            if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
            event.preventDefault();
            onMoveBy(event.key === "ArrowUp" ? -1 : 1);
          }}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
      ) : (
        <span />
      )}
      <OnOff workflow={workflow} isInList />
      <div className={cx("about")}>
        <a className={cx("name")} href={hrefOf({ page: "workflows", workflowId: id })} dir="auto">
          {workflow.name}
        </a>
        <span className={cx("facts")}>
          <span>{pipeline?.name ?? t("workflows.everyPipeline")}</span>
          {workflow.origin === "user" ? null : (
            <Badge variant="light" color="gray" tt="none" fw={500} size="sm">
              {t(`settings.origin.${workflow.origin}`)}
            </Badge>
          )}
          {hasDraft ? (
            <Badge variant="light" color="yellow" tt="none" fw={500} size="sm">
              {t("workflows.row.draft")}
            </Badge>
          ) : null}
        </span>
      </div>
      <Facts facts={facts} />
      <RowMenu workflow={workflow} mayChange={mayChange} />
    </li>
  );
}

function Facts({ facts }: { readonly facts: RowFacts | null }) {
  const { t } = useI18n();
  // The room is kept: nothing moves when the figures come.
  return (
    <div className={cx("figures")}>
      {facts === null ? null : (
        <>
          <span>
            {facts.enrolled === 0
              ? t("workflows.row.unused")
              : [
                  t("workflows.row.runs", { count: facts.enrolled }),
                  ...(facts.active > 0 ? [t("workflows.row.active", { count: facts.active })] : []),
                ].join(" · ")}
            {facts.failed > 0 ? (
              <b className={cx("bad")}> · {t("workflows.row.failed", { count: facts.failed })}</b>
            ) : null}
          </span>
          <span className={cx("second")}>
            {facts.errors > 0 ? (
              <span className={cx("bad")}>
                <IconExclamationCircle size={14} aria-hidden /> {t("workflows.row.errors", { count: facts.errors })}
              </span>
            ) : facts.warnings > 0 ? (
              <span className={cx("odd")}>
                <IconAlertTriangle size={14} aria-hidden /> {t("workflows.row.warnings", { count: facts.warnings })}
              </span>
            ) : null}
            {facts.edited === null ? null : <Edited {...facts.edited} />}
          </span>
        </>
      )}
    </div>
  );
}

function Edited({ atEpochMs, by }: NonNullable<RowFacts["edited"]>) {
  const { t } = useI18n();
  const author = useDeskState(({ setup }) => setup.users.find(({ id }) => id === by)?.name);
  return (
    <span>
      {t("workflows.row.edited")} <RelativeTime atEpochMs={atEpochMs} />
      {author === undefined ? null : ` · ${author}`}
    </span>
  );
}

function RowMenu({ workflow, mayChange }: { readonly workflow: WorkflowView; readonly mayChange: boolean }) {
  const { t } = useI18n();
  const commands = useRowCommands(workflow);
  const [isRemoving, setRemoving] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("workflows.more", { workflow: workflow.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayChange ? (
            <Menu.Item leftSection={<IconCopy size={15} />} onClick={commands.duplicate}>
              {t("workflows.duplicate")}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconFileExport size={15} />} onClick={commands.exportFile}>
            {t("workflows.export")}
          </Menu.Item>
          {mayChange && workflow.origin !== "template" ? (
            <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => setRemoving(true)}>
              {t("workflows.delete")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <RemoveDialog workflow={workflow} isOpen={isRemoving} onClose={() => setRemoving(false)} />
    </>
  );
}
