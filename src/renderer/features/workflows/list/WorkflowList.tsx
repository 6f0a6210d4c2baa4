import { Alert, Button, Select, TextInput } from "@mantine/core";
import { IconFileImport, IconLayoutGrid, IconLock, IconPlus, IconSearch, IconSitemap } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { dropped, inOrder, moved } from "#renderer/components/list-order.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { AttentionLink } from "../attention/AttentionLink.tsx";
import { GalleryDialog } from "./GalleryDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { NewDialog } from "./NewDialog.tsx";
import { useRowDrag } from "#renderer/components/use-row-drag.ts";
import { WORKFLOW_ROW } from "./workflow-row-kind.ts";
import { WorkflowRow } from "./WorkflowRow.tsx";
import css from "./list.module.css";

const cx = classNamesOf(css);

type Dialog = "new" | "gallery" | "import" | null;

/** All workflows of the desk in the order in which they run; dragged by the mouse, moved by the arrow keys on their handle. */
export function WorkflowList() {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const announce = useAnnounce();
  const mayChange = useMayChange();
  const workflows = useDeskState((state) => state.setup.workflows);
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const [search, setSearch] = useState("");
  const [pipelineId, setPipelineId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  // Painted before the desk has answered; forgotten as soon as the desk tells an order of its own.
  const [ahead, setAhead] = useState<{ readonly over: string; readonly ids: readonly WorkflowId[] } | null>(null);
  const told = workflows.map(({ id }) => id).join(" ");
  const ids = ahead !== null && ahead.over === told ? ahead.ids : workflows.map(({ id }) => id);
  const wanted = search.trim().toLowerCase();
  const shown = inOrder<WorkflowView>(workflows, ids).filter(
    (workflow) =>
      workflow.name.toLowerCase().includes(wanted) &&
      (pipelineId === null || workflow.pipelineId === pipelineId || workflow.pipelineId === null),
  );
  const shownIds = shown.map(({ id }) => id);

  const reorder = (next: readonly WorkflowId[], id: WorkflowId): void => {
    if (next === shownIds) return;
    const name = workflows.find((workflow) => workflow.id === id)?.name ?? "";
    announce(t("workflows.movedTo", { workflow: name, position: next.indexOf(id) + 1, total: next.length }));
    // Those that are not shown keep their places.
    const places = next.values();
    const visible = new Set(shownIds);
    setAhead({ over: told, ids: ids.map((one) => (visible.has(one) ? (places.next().value ?? one) : one)) });
    client.workflows.order({ ids: [...next] }).catch((error: unknown) => {
      setAhead(null);
      toasts.failed(error);
    });
  };
  const drag = useRowDrag(WORKFLOW_ROW, (id, onto, edge) => reorder(dropped(shownIds, id, onto, edge), id));
  return (
    <div className={cx("page")}>
      <div className={cx("head")}>
        <h1>{t("workflows.title")}</h1>
        <TextInput
          type="search"
          leftSection={<IconSearch size={14} />}
          aria-label={t("workflows.find")}
          placeholder={t("workflows.find")}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          aria-label={t("workflows.pipeline")}
          placeholder={t("workflows.allPipelines")}
          clearable
          data={pipelines.map(({ id, name }) => ({ value: id as string, label: name }))}
          value={pipelineId}
          onChange={setPipelineId}
        />
        <AttentionLink />
        {mayChange ? (
          <div className={cx("tools")}>
            <Button variant="default" leftSection={<IconFileImport size={15} />} onClick={() => setDialog("import")}>
              {t("workflows.import")}
            </Button>
            <Button variant="default" leftSection={<IconLayoutGrid size={15} />} onClick={() => setDialog("gallery")}>
              {t("workflows.gallery")}
            </Button>
            <Button leftSection={<IconPlus size={15} />} onClick={() => setDialog("new")}>
              {t("workflows.new")}
            </Button>
          </div>
        ) : null}
      </div>
      {mayChange ? null : (
        <Alert variant="light" color="gray" icon={<IconLock size={16} />} title={t("settings.readOnly.title")} mb="md">
          {t("settings.readOnly.text")}
        </Alert>
      )}
      {shown.length === 0 ? (
        <EmptyState
          level={2}
          icon={<IconSitemap size={32} stroke={1.5} />}
          title={t(workflows.length === 0 ? "workflows.empty.title" : "workflows.nothingFound")}
          {...(workflows.length === 0 ? { text: t("workflows.empty.text") } : {})}
          action={
            workflows.length === 0 && mayChange ? (
              <Button onClick={() => setDialog("gallery")}>{t("workflows.gallery")}</Button>
            ) : undefined
          }
        />
      ) : (
        <ol className={cx("rows")} aria-label={t("workflows.title")}>
          {shown.map((workflow, index) => (
            <WorkflowRow
              key={workflow.id}
              workflow={workflow}
              dropEdge={drag.over?.id === workflow.id ? drag.over.edge : null}
              isDragged={drag.draggedId === workflow.id}
              onMoveBy={(by) => reorder(moved(shownIds, workflow.id, index + by), workflow.id)}
            />
          ))}
        </ol>
      )}
      <NewDialog isOpen={dialog === "new"} onClose={() => setDialog(null)} />
      <GalleryDialog isOpen={dialog === "gallery"} onClose={() => setDialog(null)} />
      <ImportDialog isOpen={dialog === "import"} onClose={() => setDialog(null)} />
    </div>
  );
}
