import { Button, Group } from "@mantine/core";
import { IconPlayerSkipForward, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";

/** What a person can do with a run that failed, or goes on. What stands in the way is told, and the run is asked for anew: it may have gone on meanwhile. */
export function RunActions(props: {
  readonly run: Run;
  readonly workflowId: WorkflowId;
  readonly refresh: () => Promise<void>;
}) {
  const { run, workflowId, refresh } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const [isBusy, setBusy] = useState(false);
  const isFailed = run.status === "failed" || run.status === "retrying";
  const isGoing = run.status === "waiting" || run.status === "retrying";
  const act = async (command: () => Promise<string>): Promise<void> => {
    setBusy(true);
    try {
      toasts.done(await command());
    } catch (error) {
      // It is refused where the run is no longer as it was shown.
      const isPast = failureOf(error).code === "PD_INPUT_INVALID";
      toasts.failed(error, isPast ? { text: t("workflows.run.goneOn") } : {});
    } finally {
      await refresh();
      setBusy(false);
    }
  };
  const retry = async (): Promise<string> => {
    await client.workflows.retryRun({ id: run.id });
    return t("workflows.run.retried");
  };
  const skip = async (): Promise<string> => {
    await client.workflows.skipStep({ id: run.id });
    return t("workflows.run.skipped");
  };
  const end = async (): Promise<string> => {
    const { items } = await client.workflows.unenrol({ id: workflowId, ticketIds: [run.ticketId] });
    const [told] = items;
    return told?.left === false ? t(`history.notIn.${told.why}`) : t("workflows.run.ended");
  };
  const actions = [
    { key: "retry", icon: IconRefresh, may: isFailed && mayChange, run: retry },
    // Without a step there is nothing to leave out.
    { key: "skip", icon: IconPlayerSkipForward, may: isFailed && mayChange && run.cursor !== null, run: skip },
    { key: "end", icon: IconPlayerStop, may: isGoing, run: end },
  ] as const;
  if (actions.every(({ may }) => !may)) return null;
  return (
    <Group gap="xs">
      {actions.map(({ key, icon: Icon, may, run: command }) =>
        may ? (
          <Button
            key={key}
            size="compact-sm"
            variant="default"
            leftSection={<Icon size={14} />}
            disabled={isBusy}
            onClick={() => void act(command)}
          >
            {t(`workflows.run.do.${key}`)}
          </Button>
        ) : null,
      )}
    </Group>
  );
}
