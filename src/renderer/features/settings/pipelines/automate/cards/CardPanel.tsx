import { Button, Group } from "@mantine/core";
import { useEffect, useRef } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { isChanged } from "#renderer/components/workflow/editor/editor-state.ts";
import type { Save } from "#renderer/components/workflow/editor/use-save.ts";
import { ChosenPanel } from "#renderer/components/workflow/panel/ChosenPanel.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { GoneNotice } from "./GoneNotice.tsx";
import css from "./cards.module.css";

const cx = classNamesOf(css);

/**
 * The panel at the left in which an action is edited. Save keeps it, Cancel takes back what is not saved; closed otherwise, what was typed stays on the card, unsaved.
 * @rule E6
 */
export function CardPanel(props: {
  readonly stage: Stage;
  readonly workflow: WorkflowView;
  readonly save: Save;
  readonly isGone: boolean;
}) {
  const { stage, workflow, save, isGone } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const own = useRef<HTMLDivElement>(null);
  const chosen = useEditorState((state) => state.chosen);
  const mayEdit = useEditorState((state) => state.mayEdit);
  const isUnsaved = useEditorState(isChanged);
  useEffect(() => {
    const panel = own.current;
    if (panel === null) return undefined;
    // The first thing that can be filled in; where all can only be read, the way out.
    const field = panel.querySelector<HTMLElement>("aside :is(input, textarea):not(:disabled)");
    (field ?? panel.querySelector<HTMLElement>("aside button"))?.focus({ preventScroll: true });
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Tab") goRound(panel, event);
      // The fields' own list or the panel above has answered it.
      if (event.key !== "Escape" || event.defaultPrevented || !panel.contains(document.activeElement)) return;
      if (document.activeElement?.closest("aside") !== null) return;
      event.preventDefault();
      editor.openPanel(null);
      editor.choose(editor.getState().chosen);
    };
    panel.addEventListener("keydown", onKeyDown);
    return () => panel.removeEventListener("keydown", onKeyDown);
  }, [editor]);
  const close = () => {
    editor.openPanel(null);
    editor.choose(chosen);
  };
  return (
    <div ref={own} className={cx("panel")} data-card-panel>
      {isGone ? <GoneNotice stage={stage} workflow={workflow} /> : null}
      <ChosenPanel />
      {mayEdit && !isGone ? (
        <Group className={cx("panelFoot")} justify="flex-end" gap="xs">
          <Button
            variant="default"
            onClick={() => {
              if (isUnsaved) editor.discard();
              close();
            }}
          >
            {t("shell.cancel")}
          </Button>
          <Button
            loading={save.isBusy}
            disabled={!isUnsaved}
            onClick={() =>
              void save.run().then((isSaved) => {
                if (isSaved) close();
              })
            }
          >
            {t("shell.save")}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}

/** Tab stays in the panel: from its last stop to the first, and back. */
function goRound(panel: HTMLElement, event: KeyboardEvent): void {
  const stops = [...panel.querySelectorAll<HTMLElement>(STOPS)].filter((element) => element.checkVisibility());
  const [end, start] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== end || start === undefined) return;
  event.preventDefault();
  start.focus();
}

const STOPS = ":is(a[href], button, input, textarea, select, iframe, [tabindex]):not(:disabled, [tabindex='-1'])";
