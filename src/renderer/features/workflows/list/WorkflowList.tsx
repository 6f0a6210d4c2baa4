import { Alert, Button } from "@mantine/core";
import { IconFileImport, IconLayoutGrid, IconLock, IconPlus, IconSitemap } from "@tabler/icons-react";
import { useState } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { dropped, moved } from "#renderer/components/list-order.ts";
import { useRowDrag } from "#renderer/components/use-row-drag.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { GalleryKey } from "#shared/automation/gallery/names.ts";
import { AttentionLink } from "../attention/AttentionLink.tsx";
import { GalleryDialog } from "../gallery/GalleryDialog.tsx";
import { ImportDialog } from "./ImportDialog.tsx";
import { isFiltered, isShown, NO_FILTER } from "./list-filter.ts";
import { ListFilters } from "./ListFilters.tsx";
import { NewDialog } from "./NewDialog.tsx";
import { useFaulty } from "./use-faulty.ts";
import { useOrder } from "./use-order.ts";
import { WORKFLOW_ROW } from "./workflow-row-kind.ts";
import { WorkflowRow } from "./WorkflowRow.tsx";
import css from "./list.module.css";

const cx = classNamesOf(css);

type Dialog = "new" | "gallery" | "import" | null;

/** All workflows of the desk in the order in which they run; dragged by the mouse, moved by the arrow keys on their handle. */
export function WorkflowList({ ready }: { readonly ready: GalleryKey | null }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const drafts = useDeskState((state) => state.setup.workflowDrafts);
  const all = useDeskState((state) => state.setup.workflows);
  const [filter, setFilter] = useState(NO_FILTER);
  const [dialog, setDialog] = useState<Dialog>(null);
  const { workflows, reorder } = useOrder();
  const faulty = useFaulty(all, filter.state === "problems");
  const isLooking = filter.state === "problems" && !faulty.isKnown;
  const shown = workflows.filter((workflow) => isShown(workflow, filter, drafts, faulty.ids));
  const ids = shown.map(({ id }) => id);
  const drag = useRowDrag(WORKFLOW_ROW, (id, onto, edge) => reorder(ids, dropped(ids, id, onto, edge), id));
  return (
    <div className={cx("page")}>
      <div className={cx("head")}>
        <h1>{t("workflows.title")}</h1>
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
      <ListFilters filter={filter} onChange={setFilter} />
      {mayChange ? null : (
        <Alert variant="light" color="gray" icon={<IconLock size={16} />} title={t("settings.readOnly.title")} mb="md">
          {t("settings.readOnly.text")}
        </Alert>
      )}
      {isLooking ? (
        <p className={cx("looking")} role="status">
          {t("workflows.filter.looking")}
        </p>
      ) : shown.length === 0 ? (
        <EmptyState
          level={2}
          icon={<IconSitemap size={32} stroke={1.5} />}
          title={t(workflows.length === 0 ? "workflows.empty.title" : "workflows.nothingFound")}
          {...(workflows.length === 0 ? { text: t("workflows.empty.text") } : {})}
          action={
            isFiltered(filter) ? (
              <Button variant="default" onClick={() => setFilter(NO_FILTER)}>
                {t("workflows.filter.clear")}
              </Button>
            ) : workflows.length === 0 && mayChange ? (
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
              onMoveBy={(by) => reorder(ids, moved(ids, workflow.id, index + by), workflow.id)}
            />
          ))}
        </ol>
      )}
      <NewDialog isOpen={dialog === "new"} onClose={() => setDialog(null)} />
      <GalleryDialog
        isOpen={dialog === "gallery" || (ready !== null && mayChange)}
        first={ready}
        onClose={() => {
          setDialog(null);
          if (ready !== null) navigate({ page: "workflows", workflowId: null }, { replace: true });
        }}
      />
      <ImportDialog isOpen={dialog === "import"} onClose={() => setDialog(null)} />
    </div>
  );
}
