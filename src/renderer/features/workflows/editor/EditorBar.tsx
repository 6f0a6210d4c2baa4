import { ActionIcon, Button, Indicator, SegmentedControl, TextInput, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconArrowLeft, IconListCheck } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { isMac } from "#renderer/components/is-mac.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { useProblems } from "#renderer/components/workflow/problems/problems-context.tsx";
import { ConflictDialog } from "#renderer/components/workflow/editor/ConflictDialog.tsx";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { isChanged } from "#renderer/components/workflow/editor/editor-store.ts";
import { OnOff } from "#renderer/components/workflow/editor/OnOff.tsx";
import { useSave } from "#renderer/components/workflow/editor/use-save.ts";
import css from "./editor.module.css";

const cx = classNamesOf(css);

export type View = "canvas" | "outline";

/** What is true of the whole: its name, whether it is on, what can be taken back, what is wrong, and saving. */
export function EditorBar(props: {
  readonly workflow: WorkflowView;
  readonly view: View;
  readonly onView: (view: View) => void;
}) {
  const { workflow, view, onView } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const name = useEditorState((state) => state.history.draft.name);
  const mayEdit = useEditorState((state) => state.mayEdit);
  const isUnsaved = useEditorState(isChanged);
  const [isConflict, setConflict] = useState(false);
  const toasts = useToasts();
  const save = useSave(workflow.id, {
    onSaved: (saved) => toasts.done(t("workflows.saved", { name: saved.name })),
    onConflict: () => setConflict(true),
    onRefused: () => {
      editor.openPanel("problems");
      toasts.failed(null, { title: t("workflows.notSaved"), text: t("workflows.notSaved.text") });
    },
  });
  return (
    <header className={cx("bar")}>
      <Tooltip label={t("workflows.back")}>
        <ActionIcon
          component="a"
          href={hrefOf({ page: "workflows", workflowId: null })}
          aria-label={t("workflows.back")}
        >
          <IconArrowLeft size={17} />
        </ActionIcon>
      </Tooltip>
      <VisuallyHidden component="h1">{workflow.name}</VisuallyHidden>
      <TextInput
        className={cx("name")}
        aria-label={t("workflows.name")}
        value={name}
        disabled={!mayEdit}
        maxLength={120}
        error={name.trim() === ""}
        onBlur={editor.leaveField}
        onChange={(event) => editor.change({ name: event.currentTarget.value }, "name")}
      />
      <OnOff workflow={workflow} />
      <div className={cx("tools")}>
        <SegmentedControl
          aria-label={t("workflows.view")}
          data={[
            { value: "canvas", label: t("workflows.view.canvas") },
            { value: "outline", label: t("workflows.view.outline") },
          ]}
          value={view}
          onChange={(next) => onView(next === "outline" ? "outline" : "canvas")}
        />
        <ProblemsButton />
        {mayEdit ? <UndoRedo /> : null}
        {mayEdit ? (
          <Button loading={save.isBusy} disabled={!isUnsaved || name.trim() === ""} onClick={() => void save.run()}>
            {t("shell.save")}
          </Button>
        ) : null}
      </div>
      <ConflictDialog workflow={workflow} isOpen={isConflict} onClose={() => setConflict(false)} save={save} />
    </header>
  );
}

function ProblemsButton() {
  const { t } = useI18n();
  const editor = useEditor();
  const panel = useEditorState((state) => state.panel);
  const problems = useProblems();
  const hasError = problems.some(({ level }) => level === "error");
  return (
    <Indicator disabled={problems.length === 0} color={hasError ? "red" : "yellow"} size={8} offset={4}>
      <Button
        variant="default"
        leftSection={<IconListCheck size={15} />}
        aria-pressed={panel === "problems"}
        onClick={() => editor.openPanel(panel === "problems" ? null : "problems")}
      >
        {t("workflows.problemsCount", { count: problems.length })}
      </Button>
    </Indicator>
  );
}

function UndoRedo() {
  const { t } = useI18n();
  const editor = useEditor();
  const canUndo = useEditorState((state) => state.history.done.length > 0);
  const canRedo = useEditorState((state) => state.history.undone.length > 0);
  const control = isMac() ? "⌘" : "Ctrl+";
  const tools = [
    { label: t("workflows.undo"), keys: `${control}Z`, icon: IconArrowBackUp, can: canUndo, run: editor.undo },
    { label: t("workflows.redo"), keys: `${control}⇧Z`, icon: IconArrowForwardUp, can: canRedo, run: editor.redo },
  ] as const;
  return tools.map(({ label, keys, icon: Icon, can, run }) => (
    <Tooltip key={keys} label={`${label} (${keys})`}>
      <ActionIcon aria-label={label} disabled={!can} onClick={run}>
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  ));
}
