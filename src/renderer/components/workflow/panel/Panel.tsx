import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { FormContext, type FormOf } from "../form/form-context.tsx";
import { useProblems } from "../problems/problems-context.tsx";
import { ProblemLines } from "../problems/ProblemLines.tsx";
import css from "./Panel.module.css";

const cx = classNamesOf(css);

/** What belongs to the chosen box, at the right of the canvas; its fields know what is wrong with them. */
export function Panel(props: {
  readonly boxId: string;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly templates?: ReadonlySet<string>;
  readonly children: ReactNode;
}) {
  const { boxId, templates = NONE } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const pipelineId = useEditorState((state) => state.history.draft.pipelineId);
  const all = useProblems();
  const problems = useMemo(() => all.filter((problem) => problem.boxId === boxId), [all, boxId]);
  const form = useMemo<FormOf>(
    () => ({ id: boxId, isReadOnly: !mayEdit, templates, pipelineId, problems, onLeave: editor.leaveField }),
    [boxId, mayEdit, templates, pipelineId, problems, editor],
  );
  const close = () => {
    editor.openPanel(null);
    editor.choose(boxId);
  };
  const own = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = own.current;
    const onKeyDown = (event: KeyboardEvent) => {
      // A list that is open in a field takes its own Escape.
      if (event.key !== "Escape" || event.defaultPrevented || isListOpen(event.target)) return;
      event.preventDefault();
      editor.openPanel(null);
      editor.choose(boxId);
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [editor, boxId]);
  return (
    <aside ref={own} className={cx("panel")} aria-label={props.title}>
      <header className={cx("head")}>
        {props.icon}
        <h2 className={cx("title")}>{props.title}</h2>
        <ActionIcon aria-label={t("shell.close")} onClick={close}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      <FormContext value={form}>
        <div className={cx("body")}>
          <ProblemLines problems={problems} />
          {props.children}
        </div>
      </FormContext>
    </aside>
  );
}

const NONE: ReadonlySet<string> = new Set();

function isListOpen(target: EventTarget | null): boolean {
  return target instanceof Element && target.getAttribute("aria-expanded") === "true";
}
