import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMessage, IconMessagePlus, IconTrash } from "@tabler/icons-react";
import { TemplateLink } from "#renderer/components/workflow/panel/TemplateLink.tsx";
import { ProblemMark } from "#renderer/components/workflow/problems/ProblemMark.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useThreads } from "#renderer/components/workflow/comments/comments-context.tsx";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { KindIcon } from "#renderer/components/workflow/KindIcon.tsx";
import { useMarks } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { describeStep } from "#shared/automation/describe/describe.ts";
import { words } from "#shared/automation/describe/words.ts";
import { kindOf, type Step } from "#shared/automation/steps/step.ts";
import css from "./cards.module.css";

const cx = classNamesOf(css);

/** One action: what it does, what is wrong with it, what is said of it; clicked, it is edited. */
export function Bubble({ step }: { readonly step: Step }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const editor = useEditor();
  const marks = useMarks(step.id);
  const mayEdit = useEditorState((state) => state.mayEdit);
  const isChosen = useEditorState((state) => state.chosen === step.id && state.panel !== null);
  const isMoving = useEditorState((state) => state.moving === step.id);
  const kind = kindOf(step);
  const title = say(words(kind.label));
  const summary = say(describeStep(step, names, (id) => editor.step(id)));
  const remove = t("cards.remove", { action: title });
  return (
    <div className={cx("bubble", isChosen && "chosen", isMoving && "moving")}>
      <button
        type="button"
        className={cx("action")}
        data-box={step.id}
        aria-pressed={isChosen}
        onFocus={() => editor.focused(step.id)}
        onClick={() => editor.chooseHere(step.id)}
      >
        <span className={cx("icon", kind.category === "delay" && "delay", kind.category === "branch" && "branch")}>
          <KindIcon icon={kind.icon} size={16} />
        </span>
        <span className={cx("words")}>
          <span className={cx("title")}>{title}</span>
          <span className={cx("summary")} title={summary} dir="auto">
            {summary}
          </span>
        </span>
        <Mark marks={marks} />
      </button>
      <div className={cx("tools")}>
        <TemplateLink step={step} isSmall />
        <CommentButton step={step} title={title} />
        {mayEdit ? (
          <Tooltip label={remove}>
            <ActionIcon size="sm" aria-label={remove} onClick={() => editor.askDelete(step.id)}>
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
    </div>
  );
}

function CommentButton({ step, title }: { readonly step: Step; readonly title: string }) {
  const { t } = useI18n();
  const editor = useEditor();
  const open = useThreads(step.id).filter(({ first }) => !first.resolved);
  const count = open.reduce((sum, { answers }) => sum + 1 + answers.length, 0);
  const label = count === 0 ? t("cards.comment", { action: title }) : t("cards.commentCount", { action: title, count });
  const openComments = (): void => {
    editor.chooseHere(step.id);
    // Once the panel is there.
    requestAnimationFrame(() => {
      const section = document.querySelector("[data-card-panel] [data-comments]");
      section?.scrollIntoView({ block: "nearest" });
      section?.querySelector("textarea")?.focus();
    });
  };
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" className={cx("comments")} aria-label={label} onClick={openComments}>
        {count === 0 ? <IconMessagePlus size={14} /> : <IconMessage size={14} />}
        {count === 0 ? null : <span aria-hidden>{count}</span>}
      </ActionIcon>
    </Tooltip>
  );
}

function Mark({ marks }: { readonly marks: "error" | "warning" | null }) {
  return marks === null ? null : <ProblemMark marks={marks} className={cx("mark", marks)} />;
}
