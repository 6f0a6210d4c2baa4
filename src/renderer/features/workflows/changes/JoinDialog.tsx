import { Button, Group, Modal, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { describeStep, describeTrigger } from "#shared/automation/describe/describe.ts";
import { draftOf, type Draft } from "#shared/automation/edit-steps/draft.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";
import type { Conflict, Side } from "#shared/automation/merge-drafts/conflict.ts";
import { mergeDrafts } from "#shared/automation/merge-drafts/merge-drafts.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useSaveAsCopy } from "#renderer/components/workflow/editor/use-save-as-copy.ts";
import { ChangeLines } from "./ChangeLines.tsx";
import css from "./changes.module.css";

const cx = classNamesOf(css);

/** Somebody else published meanwhile: what they changed, what can't be had beside one's own, and what becomes of both. Nothing is lost whatever is chosen. */
export function JoinDialog(props: {
  readonly workflow: WorkflowView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      size="lg"
      title={t("workflows.join.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Joining workflow={props.workflow} onClose={props.onClose} />
    </Modal>
  );
}

function Joining({ workflow, onClose }: { readonly workflow: WorkflowView; readonly onClose: () => void }) {
  const { t } = useI18n();
  const toasts = useToasts();
  const saveCopy = useSaveAsCopy();
  const editor = useEditor();
  const base = useEditorState((state) => state.saved);
  const mine = useEditorState((state) => state.history.draft);
  const theirs = useMemo(() => draftOf(workflow), [workflow]);
  const [choices, setChoices] = useState<ReadonlyMap<string, Side>>(new Map());
  const joined = useMemo(() => mergeDrafts({ base, mine, theirs }, choices), [base, mine, theirs, choices]);

  const goOnWith = (draft: Draft): void => {
    editor.goOnWith({ saved: theirs, revision: workflow.revision, draft });
    onClose();
  };
  const saveAsCopy = async (): Promise<void> => {
    const copyId = await saveCopy(mine);
    // What is theirs is what this one is from now on.
    goOnWith(theirs);
    navigate({ page: "workflows", workflowId: copyId });
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t("workflows.join.text")}</Text>
      <Text size="sm" fw={600}>
        {t("workflows.join.theirs")}
      </Text>
      <ChangeLines before={base} after={theirs} />
      {joined.conflicts.length === 0 ? (
        <Text size="sm">{t("workflows.join.noConflicts")}</Text>
      ) : (
        <>
          <Text size="sm" fw={600}>
            {t("workflows.join.conflicts", { count: joined.conflicts.length })}
          </Text>
          <Stack gap="xs" className={cx("conflicts")} tabIndex={0} role="group" aria-label={t("workflows.join.title")}>
            {joined.conflicts.map((conflict) => (
              <ConflictRow
                key={conflict.key}
                conflict={conflict}
                mine={mine}
                theirs={theirs}
                onChoose={(side) => setChoices(new Map([...choices, [conflict.key, side]]))}
              />
            ))}
          </Stack>
        </>
      )}
      <Group justify="flex-end" gap="xs">
        {workflow.origin === "user" ? (
          <Button variant="default" onClick={() => void saveAsCopy().catch((error: unknown) => toasts.failed(error))}>
            {t("workflows.conflict.copy")}
          </Button>
        ) : null}
        <Button variant="default" onClick={() => goOnWith(mine)}>
          {t("workflows.join.over")}
        </Button>
        <Button onClick={() => goOnWith(joined.draft)}>{t("workflows.join.join")}</Button>
      </Group>
    </Stack>
  );
}

function ConflictRow(props: {
  readonly conflict: Conflict;
  readonly mine: Draft;
  readonly theirs: Draft;
  readonly onChoose: (side: Side) => void;
}) {
  const { conflict } = props;
  const { t } = useI18n();
  const what = useConflictWords(conflict, props.mine, props.theirs);
  return (
    <Group gap="sm" wrap="nowrap" align="center" justify="space-between">
      <Text size="sm" className={cx("what")}>
        {what}{" "}
        <Text span size="sm" c="dimmed">
          {t(
            conflict.deletedBy !== null
              ? `workflows.join.deletedBy.${conflict.deletedBy}`
              : conflict.kind === "moved"
                ? "workflows.join.moved"
                : "workflows.join.changed",
          )}
        </Text>
      </Text>
      <SegmentedControl
        className={cx("choice")}
        size="xs"
        aria-label={what}
        value={conflict.chosen}
        data={[
          { value: "mine", label: t("workflows.join.mine") },
          { value: "theirs", label: t("workflows.join.theirSide") },
        ]}
        onChange={(side) => props.onChoose(side === "mine" ? "mine" : "theirs")}
      />
    </Group>
  );
}

/** What the conflict is about, as the boxes say it. */
function useConflictWords(conflict: Conflict, mine: Draft, theirs: Draft): string {
  const { t } = useI18n();
  const { names, say } = useWords();
  const stepWords = (stepId: string): string => {
    for (const { definition } of [mine, theirs]) {
      const step = findStep(definition.steps, stepId);
      if (step !== null) return say(describeStep(step, names, (id) => findStep(definition.steps, id)));
    }
    return "";
  };
  switch (conflict.about) {
    case "setting":
      return t(`workflows.setting.${conflict.setting}`);
    case "trigger": {
      const all = [...mine.definition.triggers, ...theirs.definition.triggers];
      const trigger = all.find(({ id }) => id === conflict.triggerId);
      return trigger === undefined ? t("workflows.trigger") : say(describeTrigger(trigger, names));
    }
    case "step":
      return stepWords(conflict.stepId);
    case "arm":
      return t("workflows.join.armOf", { step: stepWords(conflict.stepId) });
  }
}
