import {
  ActionIcon,
  Button,
  Indicator,
  Menu,
  SegmentedControl,
  TextInput,
  Tooltip,
  VisuallyHidden,
} from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconChevronRight,
  IconDots,
  IconHistory,
  IconListCheck,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { isMac } from "#renderer/components/is-mac.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { JoinDialog } from "../changes/JoinDialog.tsx";
import { PublishDialog } from "../changes/PublishDialog.tsx";
import { RevisionsDialog } from "../changes/RevisionsDialog.tsx";
import { useProblems } from "#renderer/components/workflow/problems/problems-context.tsx";
import type { View } from "../overlay/LookedAt.tsx";
import { useProblemWalk } from "#renderer/components/workflow/problems/use-problem-walk.ts";
import { DraftNote } from "./DraftNote.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import type { Mode } from "./use-mode.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { isChanged } from "#renderer/components/workflow/editor/editor-state.ts";
import { OnOff } from "#renderer/components/workflow/editor/OnOff.tsx";
import { usePublish } from "./use-publish.ts";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** What is true of the whole: its name, whether it is on, what can be taken back, what is wrong, and saving. */
export function EditorBar(props: {
  readonly workflow: WorkflowView;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  /** How far a replay is that goes on meanwhile; null: none does. */
  readonly replayed: number | null;
}) {
  const { workflow, view, onView, mode } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const name = useEditorState((state) => state.history.draft.name);
  const mayEdit = useEditorState((state) => state.mayEdit) && mode === "edit";
  const isUnsaved = useEditorState(isChanged);
  const isBehind = useEditorState((state) => workflow.revision > state.revision);
  const [asking, setAsking] = useState<"publish" | "join" | "revisions" | null>(null);
  const close = () => setAsking(null);
  const publishing = usePublish(workflow.id);
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
        <ModeSwitch mode={mode} onMode={props.onMode} replayed={props.replayed} />
        <SegmentedControl
          aria-label={t("workflows.view")}
          data={[
            { value: "canvas", label: t("workflows.view.canvas") },
            { value: "outline", label: t("workflows.view.outline") },
          ]}
          value={view}
          onChange={(next) => onView(next === "outline" ? "outline" : "canvas")}
        />
        {mode === "edit" ? <ProblemsButton /> : null}
        {mayEdit ? <UndoRedo /> : null}
        {mayEdit ? <DraftNote /> : null}
        {mayEdit ? (
          <Button
            disabled={!isUnsaved || name.trim() === ""}
            onClick={() => {
              if (isBehind) setAsking("join");
              else if (publishing.mayBegin()) setAsking("publish");
            }}
          >
            {t("workflows.publish")}
          </Button>
        ) : null}
        <MoreMenu isUnsaved={isUnsaved && mayEdit} onRevisions={() => setAsking("revisions")} />
      </div>
      <PublishDialog workflow={workflow} isOpen={asking === "publish"} onClose={close} publishing={publishing} />
      <JoinDialog workflow={workflow} isOpen={asking === "join"} onClose={close} />
      <RevisionsDialog workflow={workflow} isOpen={asking === "revisions"} onClose={close} />
    </header>
  );
}

function MoreMenu(props: { readonly isUnsaved: boolean; readonly onRevisions: () => void }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const editor = useEditor();
  const discard = (): void => {
    const { saved, revision } = editor.getState();
    editor.goOnWith({ saved, revision, draft: saved });
    toasts.done(t("workflows.draft.discarded"), { undo: editor.undo });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t("workflows.editor.more")}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHistory size={15} />} onClick={props.onRevisions}>
          {t("workflows.revisions")}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} disabled={!props.isUnsaved} onClick={discard}>
          {t("workflows.draft.discard")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ProblemsButton() {
  const { t } = useI18n();
  const editor = useEditor();
  const panel = useEditorState((state) => state.panel);
  const problems = useProblems();
  const walk = useProblemWalk();
  const hasError = problems.some(({ level }) => level === "error");
  return (
    <span className={cx("problems")}>
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
      <Tooltip label={t("workflows.problems.next")}>
        <ActionIcon aria-label={t("workflows.problems.next")} disabled={problems.length === 0} onClick={() => walk(1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </Tooltip>
    </span>
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
