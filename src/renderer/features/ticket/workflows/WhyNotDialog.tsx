import { Button, Modal, Select, Skeleton } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDelayed } from "#renderer/components/use-delayed.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { QUIET_START_MS } from "#renderer/state/limits.ts";
import { WorkflowId } from "#shared/model/ids.ts";
import { useTicket } from "../ticket-context.tsx";
import { Answer } from "./Answer.tsx";
import { useExplanation } from "./use-explanation.ts";
import css from "./whynot.module.css";

const cx = classNamesOf(css);

/** Asks the desk why the ticket is not in a workflow: now, or at one of the moments when something set it off. */
export function WhyNotDialog(props: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      size="lg"
      title={t("whyNot.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {props.isOpen ? <Asking onLeave={props.onClose} /> : null}
    </Modal>
  );
}

function Asking({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useI18n();
  const { record } = useTicket();
  const workflows = useDeskState((state) => state.setup.workflows);
  const [id, setId] = useState<WorkflowId | null>(null);
  const { pipelineId } = record.ticket;
  // Those that may concern the ticket first; two of one name are told apart by their place.
  const ordered = [
    ...workflows.filter((one) => one.pipelineId === null || one.pipelineId === pipelineId),
    ...workflows.filter((one) => one.pipelineId !== null && one.pipelineId !== pipelineId),
  ];
  const workflow = workflows.find((one) => one.id === id);
  return (
    <div className={cx("asking")}>
      <Select
        label={t("whyNot.workflow")}
        placeholder={t("whyNot.find")}
        nothingFoundMessage={t("workflows.nothingFound")}
        searchable
        data-autofocus
        data={ordered.map(({ id: value, name, enabled }) => ({
          value: value as string,
          label: enabled ? name : t("whyNot.nameOff", { name }),
        }))}
        value={id}
        onChange={(value) => setId(value === null ? null : WorkflowId.parse(value))}
      />
      {workflow === undefined ? (
        <p className={cx("note")}>{t("whyNot.about")}</p>
      ) : (
        <Asked key={workflow.id} id={workflow.id} onLeave={onLeave} />
      )}
    </div>
  );
}

function Asked({ id, onLeave }: { readonly id: WorkflowId; readonly onLeave: () => void }) {
  const { t } = useI18n();
  const { open } = useTicket();
  const { answer, reload } = useExplanation(open.id, id);
  switch (answer.kind) {
    case "loading":
      return <Waiting />;
    case "failed":
      return (
        <div role="alert">
          <p>{failureText(answer.error, t)}</p>
          <Button size="compact-sm" variant="default" onClick={reload}>
            {t("shell.tryAgain")}
          </Button>
        </div>
      );
    case "ready":
      return <Answer id={id} explanation={answer.explanation} onChanged={reload} onLeave={onLeave} />;
  }
}

function Waiting() {
  const { t } = useI18n();
  const isLate = useDelayed(QUIET_START_MS);
  if (!isLate) return null;
  return (
    <div role="status" aria-label={t("whyNot.loading")} className={cx("waiting")}>
      <Skeleton height={12} width="60%" />
      <Skeleton height={12} width="85%" />
      <Skeleton height={12} width="45%" />
    </div>
  );
}
