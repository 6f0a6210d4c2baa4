import { useMayWrite } from "#renderer/state/use-access.ts";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { Explanation } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { useTicket } from "../ticket-context.tsx";

/** What a person can do about it: let the workflow act on the ticket again, put the ticket in, take it out. */
export function ByHand(props: {
  readonly id: WorkflowId;
  readonly explanation: Explanation;
  readonly onChanged: () => void;
}) {
  const { id, explanation } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const { open } = useTicket();
  const toasts = useToasts();
  const [isBusy, setBusy] = useState(false);
  const mayWrite = useMayWrite();
  const isByHand = useDeskState(
    (state) =>
      state.setup.workflows.find((one) => one.id === id)?.definition.triggers.some(({ type }) => type === "manual") ===
      true,
  );
  const ticketId = open.id;
  const run = (work: () => Promise<string>) => {
    setBusy(true);
    work()
      .then(
        (words) => toasts.done(words),
        (error: unknown) => toasts.failed(error),
      )
      .finally(() => {
        setBusy(false);
        props.onChanged();
      });
  };
  const resume = async () => {
    await client.workflows.resume({ id: ticketId, workflowId: id });
    return t("attention.done.resume", { count: 1 });
  };
  const takeOut = async () => {
    await client.workflows.unenrol({ id, ticketIds: [ticketId] });
    return t("whyNot.takenOut");
  };
  const putIn = async () => {
    const [result] = (await client.workflows.enrol({ id, ticketIds: [ticketId] })).items;
    return result?.enrolled === true ? t("whyNot.putIn.done") : t(`whyNot.reason.${result?.why ?? "not-found"}`);
  };
  if (!mayWrite) return null;
  if (explanation.paused)
    return (
      <Button size="compact-sm" loading={isBusy} onClick={() => run(resume)}>
        {t("attention.one.resume")}
      </Button>
    );
  if (explanation.isIn)
    return (
      <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => run(takeOut)}>
        {t("whyNot.takeOut")}
      </Button>
    );
  if (
    !isByHand ||
    !explanation.enabled ||
    !explanation.pipelineFits ||
    explanation.isMerged ||
    explanation.isAside ||
    !explanation.mayEnrol
  )
    return null;
  return (
    <Button size="compact-sm" loading={isBusy} onClick={() => run(putIn)}>
      {t("whyNot.putIn")}
    </Button>
  );
}
