import { Badge, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { draftOf, type Draft } from "#shared/automation/edit-steps/draft.ts";
import type { RevisionView } from "#shared/contract/workflow-revisions.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { ChangeLines } from "./ChangeLines.tsx";
import { SideBySide } from "./SideBySide.tsx";
import css from "./changes.module.css";

const cx = classNamesOf(css);

type Compared = { readonly revision: number; readonly draft: Draft };

/** What was published before: by whom, when, what it changed; to be compared with what runs, and to be taken up again. */
export function RevisionsDialog(props: {
  readonly workflow: WorkflowView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useI18n();
  const [compared, setCompared] = useState<Compared | null>(null);
  const close = () => {
    setCompared(null);
    props.onClose();
  };
  return (
    <Modal
      opened={props.isOpen}
      onClose={close}
      size={compared === null ? "lg" : "90rem"}
      title={
        compared === null
          ? t("workflows.revisions")
          : t("workflows.revisions.compared", { revision: compared.revision, present: props.workflow.revision })
      }
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {compared === null ? (
        <Revisions key={props.workflow.revision} workflow={props.workflow} onCompare={setCompared} />
      ) : (
        <Comparison {...props} compared={compared} onBack={() => setCompared(null)} onClose={close} />
      )}
    </Modal>
  );
}

function Revisions(props: { readonly workflow: WorkflowView; readonly onCompare: (compared: Compared) => void }) {
  const { workflow } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const users = useDeskState((state) => state.setup.users);
  const [loaded, setLoaded] = useState<
    { readonly items: readonly RevisionView[] } | { readonly error: unknown } | null
  >(null);
  const { id } = workflow;
  useEffect(() => {
    let isCurrent = true;
    client.workflows.revisions({ id }).then(
      (told) => isCurrent && setLoaded(told),
      (error: unknown) => isCurrent && setLoaded({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, id]);
  if (loaded === null) return null;
  if ("error" in loaded) return <Text size="sm">{failureText(loaded.error, t)}</Text>;
  const compare = (revision: number): void =>
    void client.workflows.revision({ id, revision }).then(
      ({ definition }) => props.onCompare({ revision, draft: { ...draftOf(workflow), definition } }),
      (error: unknown) => toasts.failed(error),
    );
  return loaded.items.map(({ revision, current, madeBy, madeAtEpochMs, changes }) => (
    <div key={revision} className={cx("revision")}>
      <div className={cx("revisionWords")}>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {t("workflows.revisions.number", { revision })}
          </Text>
          {current ? <Badge variant="light">{t("workflows.revisions.current")}</Badge> : null}
        </Group>
        <Text size="sm" c="dimmed">
          {users.find((user) => user.id === madeBy)?.name ?? t("workflows.draft.somebody")} ·{" "}
          <RelativeTime atEpochMs={madeAtEpochMs} />
          {changes === null || changes.length === 0
            ? null
            : ` · ${t("workflows.revisions.changes", { count: changes.length })}`}
        </Text>
      </div>
      {current ? null : (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t("workflows.revisions.compareOf", { revision })}
          onClick={() => compare(revision)}
        >
          {t("workflows.revisions.compare")}
        </Button>
      )}
    </div>
  ));
}

function Comparison(props: {
  readonly workflow: WorkflowView;
  readonly compared: Compared;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const { workflow, compared } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const present = draftOf(workflow);
  /** Into the draft, where it can be looked at, changed and taken back before it is published. */
  const takeUp = (): void => {
    const { saved, revision, history } = editor.getState();
    editor.goOnWith({ saved, revision, draft: { ...history.draft, definition: compared.draft.definition } });
    props.onClose();
  };
  return (
    <Stack gap="md">
      <ChangeLines before={compared.draft} after={present} />
      <SideBySide
        before={{ title: t("workflows.revisions.number", { revision: compared.revision }), draft: compared.draft }}
        after={{ title: t("workflows.publish.before"), draft: present }}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onBack}>
          {t("workflows.revisions.back")}
        </Button>
        {mayEdit ? <Button onClick={takeUp}>{t("workflows.revisions.takeUp")}</Button> : null}
      </Group>
    </Stack>
  );
}
