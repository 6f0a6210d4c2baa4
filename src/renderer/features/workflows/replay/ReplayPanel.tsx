import { Text } from "@mantine/core";
import { useMemo } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { isSame } from "#shared/automation/merge-drafts/three.ts";
import { EffectTable } from "./EffectTable.tsx";
import { ReplayForm } from "./ReplayForm.tsx";
import { ReplayProgress } from "./ReplayProgress.tsx";
import type { ReplaySession } from "./use-replay-session.ts";
import css from "./replay.module.css";

const cx = classNamesOf(css);

/** Over which time, how far it is, and what it found. */
export function ReplayPanel(props: {
  readonly session: ReplaySession;
  /** As it is being edited. */
  readonly draft: WorkflowDefinition;
  readonly stepId: string | null;
  readonly onStep: (stepId: string | null) => void;
}) {
  const { session, draft } = props;
  const { asked, state } = session;
  const { t } = useI18n();
  const saved = useEditorState((editor) => editor.saved.definition);
  const isChanged = useMemo(() => asked !== null && !isSame(asked.definition, draft), [asked, draft]);
  return (
    <aside className={cx("panel")} aria-label={t("workflows.replay")}>
      <header className={cx("head")}>
        <h2 className={cx("title")}>{t("workflows.replay")}</h2>
        <Text size="sm" c="dimmed">
          {t("workflows.replay.text")}
        </Text>
        <ReplayForm session={session} draft={draft} />
        {isChanged ? (
          <Text size="sm" role="status" c="var(--pd-warning)">
            {t("workflows.replay.changedSince")}
          </Text>
        ) : null}
        <ReplayProgress session={session} />
        {state?.kind === "failed" ? (
          <Text size="sm" role="alert">
            {failureText(state.error, t)}
          </Text>
        ) : null}
      </header>
      {asked === null || state === null ? null : (
        <EffectTable
          asked={asked}
          saved={saved}
          state={state}
          isOver={state.kind === "done" || session.isStopped}
          stepId={props.stepId}
          onStep={props.onStep}
        />
      )}
    </aside>
  );
}
