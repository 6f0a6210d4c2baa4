import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { describeArm, describeStep } from "#shared/automation/describe/describe.ts";
import { listAt, placeOf } from "#shared/automation/edit-steps/places.ts";
import { isBranch } from "#shared/automation/steps/step.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { useEditor, useEditorState } from "./editor-context.tsx";
import type { Deleting } from "./editor-state.ts";

/** What goes: this action, or it and all that follow; of a branch, which arm survives. */
export function DeleteDialog() {
  const { t } = useI18n();
  const editor = useEditor();
  const deleting = useEditorState((state) => state.deleting);
  return (
    <Modal
      opened={deleting !== null}
      onClose={editor.stopDeleting}
      title={t("workflows.delete.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      returnFocus={false}
      onExitTransitionEnd={() => editor.choose(editor.getState().chosen)}
    >
      {deleting === null ? null : <Ask key={deleting.stepId} deleting={deleting} />}
    </Modal>
  );
}

const FOLLOWING = "following";
const ONLY = "only";
const OTHERWISE = "arm:";

function Ask({ deleting }: { readonly deleting: Deleting }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const editor = useEditor();
  const steps = useEditorState((state) => state.history.draft.definition.steps);
  const { stepId, armIds } = deleting;
  const step = editor.step(stepId);
  const [choice, setChoice] = useState(armIds === null ? ONLY : keyOf(armIds[0] ?? null));
  const place = placeOf(steps, stepId);
  if (step === null || place === null) return null;
  const behind = (listAt(steps, place.list)?.length ?? 0) - place.index - 1;
  const nameOfArm = (armId: string | null) =>
    isBranch(step) ? step.arms.find(({ id }) => id === armId)?.name || say(describeArm(step, armId, names)) : "";
  const options = [
    ...(armIds === null
      ? [{ key: ONLY, label: t("workflows.delete.only") }]
      : armIds.map((armId) => ({ key: keyOf(armId), label: t("workflows.delete.keep", { arm: nameOfArm(armId) }) }))),
    ...(behind > 0 || armIds !== null ? [{ key: FOLLOWING, label: t("workflows.delete.following") }] : []),
  ];
  return (
    <Stack gap="sm">
      <Radio.Group label={say(describeStep(step, names, (id) => editor.step(id)))} value={choice} onChange={setChoice}>
        <Stack gap="xs" mt="xs">
          {options.map(({ key, label }) => (
            <Radio key={key} value={key} label={label} data-autofocus={key === choice ? true : undefined} />
          ))}
        </Stack>
      </Radio.Group>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={editor.stopDeleting}>
          {t("shell.cancel")}
        </Button>
        <Button
          color="red.9"
          onClick={() => {
            if (choice === FOLLOWING) editor.delete(stepId, "following");
            else
              editor.delete(
                stepId,
                "only",
                armIds?.find((armId) => keyOf(armId) === choice),
              );
          }}
        >
          {t("workflows.delete")}
        </Button>
      </Group>
    </Stack>
  );
}

const keyOf = (armId: string | null) => (armId === null ? OTHERWISE : `${OTHERWISE}${armId}`);
