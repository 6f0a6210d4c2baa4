import { ForWriters } from "#renderer/components/ForWriters.tsx";
import type { StepId } from "#shared/model/ids.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { CommentThread } from "./CommentThread.tsx";
import { CommentField } from "./CommentField.tsx";
import { useThreads } from "./comments-context.tsx";
import css from "./comments.module.css";

const cx = classNamesOf(css);

/**
 * What people say to each other about an action. Whoever sees the workflow may comment.
 * @rule E7
 */
export function StepComments({ stepId }: { readonly stepId: StepId }) {
  const { t } = useI18n();
  const threads = useThreads(stepId);
  const open = threads.filter(({ first }) => !first.resolved);
  const resolved = threads.filter(({ first }) => first.resolved);
  const isSaved = useEditorState((state) => findStep(state.saved.definition.steps, stepId) !== null);
  return (
    <section className={cx("section")} aria-label={t("comments.title")} data-comments>
      <h3>{t("comments.title")}</h3>
      {open.map((thread) => (
        <CommentThread key={thread.first.id} thread={thread} />
      ))}
      {resolved.length === 0 ? null : (
        <details>
          <summary>{t("comments.resolved", { count: resolved.length })}</summary>
          {resolved.map((thread) => (
            <CommentThread key={thread.first.id} thread={thread} />
          ))}
        </details>
      )}
      {isSaved ? (
        <ForWriters>
          <NewComment stepId={stepId} />
        </ForWriters>
      ) : (
        <p className={cx("hint")}>{t("comments.saveFirst")}</p>
      )}
    </section>
  );
}

function NewComment({ stepId }: { readonly stepId: StepId }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const { id } = useEditor();
  return (
    <CommentField
      label={t("comments.new")}
      action={t("comments.add")}
      save={(text) => client.stepComments.add({ id, stepId, text })}
    />
  );
}
