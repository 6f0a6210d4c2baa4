import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconExternalLink } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { isChanged } from "#renderer/components/workflow/editor/editor-state.ts";
import type { Save } from "#renderer/components/workflow/editor/use-save.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import css from "./cards.module.css";

const cx = classNamesOf(css);

/**
 * What can be taken back, what is not saved, whether the card does anything, and the way into the full editor.
 * @rule E9
 */
export function CardFoot(props: { readonly workflow: WorkflowView; readonly save: Save; readonly isGone: boolean }) {
  const { workflow, save, isGone } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const isUnsaved = useEditorState(isChanged);
  // Its panel has the buttons then.
  const isOpen = useEditorState((state) => state.panel !== null);
  const isMoving = useEditorState((state) => state.moving !== null);
  const hasSteps = useEditorState((state) => state.history.draft.definition.steps.length > 0);
  const canUndo = useEditorState((state) => state.history.done.length > 0);
  const canRedo = useEditorState((state) => state.history.undone.length > 0);
  return (
    <footer className={cx("foot")}>
      <div role="status" className={cx("state")}>
        {isMoving ? (
          <>
            {t("cards.moving")}
            <Button variant="subtle" size="compact-xs" onClick={editor.stopAdding}>
              {t("shell.cancel")}
            </Button>
          </>
        ) : isUnsaved ? (
          <span className={cx("unsaved")}>{t("cards.unsaved")}</span>
        ) : hasSteps && !workflow.enabled && !isGone ? (
          t("cards.off")
        ) : null}
      </div>
      {isUnsaved && !isMoving && !isGone && !isOpen ? (
        <div className={cx("footLine")}>
          <Button size="compact-xs" variant="default" onClick={editor.discard}>
            {t("cards.discard")}
          </Button>
          <Button size="compact-xs" loading={save.isBusy} onClick={() => void save.run()}>
            {t("shell.save")}
          </Button>
        </div>
      ) : null}
      <div className={cx("footLine")}>
        {canUndo || canRedo ? (
          <>
            <Tooltip label={t("workflows.undo")}>
              <ActionIcon size="sm" aria-label={t("workflows.undo")} disabled={!canUndo} onClick={editor.undo}>
                <IconArrowBackUp size={15} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t("workflows.redo")}>
              <ActionIcon size="sm" aria-label={t("workflows.redo")} disabled={!canRedo} onClick={editor.redo}>
                <IconArrowForwardUp size={15} />
              </ActionIcon>
            </Tooltip>
          </>
        ) : null}
        <Button
          className={cx("openIn")}
          component="a"
          href={hrefOf({ page: "workflows", workflowId: workflow.id })}
          size="compact-xs"
          variant="subtle"
          rightSection={<IconExternalLink size={13} />}
        >
          {t("cards.open")}
        </Button>
      </div>
    </footer>
  );
}
