import { Button, Menu } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { RunView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { useTicket } from "../ticket-context.tsx";

/** Puts the ticket into a workflow that is switched on; where it is not taken, why. */
export function Enrol() {
  const { client } = useDesk();
  const { open } = useTicket();
  const { t } = useI18n();
  const toasts = useToasts();
  const [isBusy, setBusy] = useState(false);
  const workflows = useDeskState((state) => state.setup.workflows).filter(({ enabled }) => enabled);
  const putIn = async (id: WorkflowId): Promise<void> => {
    setBusy(true);
    try {
      const { items } = await client.workflows.enrol({ id, ticketIds: [open.id] });
      const [result] = items;
      if (result?.enrolled === true) toasts.done(t("whyNot.putIn.done"));
      else toasts.stopped(t(`whyNot.reason.${result?.why ?? "not-found"}`));
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  if (workflows.length === 0) return null;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" loading={isBusy} leftSection={<IconPlayerPlay size={15} />}>
          {t("whyNot.enrol")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
        {workflows.map(({ id, name }) => (
          <Menu.Item key={id} dir="auto" onClick={() => void putIn(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends a run that goes on; what it has done stays. */
export function TakeOut({ run }: { readonly run: RunView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const [isBusy, setBusy] = useState(false);
  const takeOut = async (): Promise<void> => {
    setBusy(true);
    try {
      const { items } = await client.workflows.unenrol({ id: run.workflowId, ticketIds: [run.ticketId] });
      const [told] = items;
      // It may have come to its end meanwhile.
      if (told?.left === false) toasts.stopped(t(`history.notIn.${told.why}`));
      else toasts.done(t("whyNot.takenOut"));
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      disabled={isBusy}
      leftSection={<IconPlayerStop size={13} />}
      onClick={() => void takeOut()}
    >
      {t("whyNot.takeOut")}
    </Button>
  );
}
