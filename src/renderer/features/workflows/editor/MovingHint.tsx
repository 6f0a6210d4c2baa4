import { Button } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** While a step looks for another place: how that is chosen, and how one gets out of it. */
export function MovingHint() {
  const { t } = useI18n();
  const editor = useEditor();
  const isMoving = useEditorState((state) => state.moving !== null);
  return (
    <div className={cx("hint")} role="status">
      {isMoving ? (
        <span className={cx("moving")}>
          {t("workflows.moving")}
          <Button variant="subtle" size="compact-xs" onClick={editor.stopAdding}>
            {t("shell.cancel")}
          </Button>
        </span>
      ) : null}
    </div>
  );
}
