import { Button, Group, Modal, Radio, SegmentedControl, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { draftOf } from "#shared/automation/edit-steps/draft.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import type { Publishing } from "../editor/use-publish.ts";
import { ChangeLines } from "./ChangeLines.tsx";
import { SideBySide } from "./SideBySide.tsx";
import { WouldChangePart } from "./WouldChangePart.tsx";
import css from "./changes.module.css";

const cx = classNamesOf(css);

/** What publishing changes, in words or side by side, what it would have changed of late, and what becomes of the tickets that are in it. */
export function PublishDialog(props: {
  readonly workflow: WorkflowView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly publishing: Publishing;
}) {
  const { t } = useI18n();
  const [look, setLook] = useState<"words" | "canvas">("words");
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      size={look === "canvas" ? "90rem" : "xl"}
      title={t("workflows.publish.title", { workflow: props.workflow.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Asking {...props} look={look} onLook={setLook} />
    </Modal>
  );
}

function Asking(props: {
  readonly workflow: WorkflowView;
  readonly onClose: () => void;
  readonly publishing: Publishing;
  readonly look: "words" | "canvas";
  readonly onLook: (look: "words" | "canvas") => void;
}) {
  const { workflow, onClose, publishing, look } = props;
  const { t } = useI18n();
  const after = useEditorState((state) => state.history.draft);
  const before = draftOf(workflow);
  const inIt = useTicketsIn(workflow);
  const [movesRuns, setMovesRuns] = useState(false);
  return (
    <Stack gap="md">
      <SegmentedControl
        size="xs"
        w="fit-content"
        aria-label={t("workflows.publish.look")}
        value={look}
        data={[
          { value: "words", label: t("workflows.publish.words") },
          { value: "canvas", label: t("workflows.publish.canvas") },
        ]}
        onChange={(next) => props.onLook(next === "canvas" ? "canvas" : "words")}
      />
      {look === "words" ? (
        <ChangeLines before={before} after={after} />
      ) : (
        <SideBySide
          before={{ title: t("workflows.publish.before"), draft: before }}
          after={{ title: t("workflows.publish.after"), draft: after }}
        />
      )}
      <WouldChangePart id={workflow.id} before={before.definition} after={after.definition} />
      {inIt === 0 ? null : (
        <Radio.Group
          label={t("workflows.publish.inIt", { count: inIt })}
          value={movesRuns ? "move" : "stay"}
          onChange={(value) => setMovesRuns(value === "move")}
        >
          <Stack gap={4} mt={4}>
            <Radio value="stay" label={t("workflows.publish.stay")} />
            <Radio value="move" label={t("workflows.publish.move")} description={t("workflows.publish.move.text")} />
          </Stack>
        </Radio.Group>
      )}
      {workflow.enabled ? null : (
        <Text size="sm" c="dimmed">
          {t("workflows.publish.off")}
        </Text>
      )}
      <Group justify="flex-end" gap="xs" className={cx("foot")}>
        <Button variant="default" onClick={onClose}>
          {t("workflows.publish.wait")}
        </Button>
        <Button
          data-autofocus
          loading={publishing.isBusy}
          onClick={() => void publishing.run(movesRuns).then((isDone) => isDone && onClose())}
        >
          {t("workflows.publish")}
        </Button>
      </Group>
    </Stack>
  );
}

/** How many tickets are in the workflow; 0 until it is known. */
function useTicketsIn({ id }: WorkflowView): number {
  const { client } = useDesk();
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    client.workflows.figures({ id }).then(
      ({ ever }) => isCurrent && setCount(ever.active),
      // Without the figure they stay as they are, as if nothing had been asked.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, id]);
  return count;
}
