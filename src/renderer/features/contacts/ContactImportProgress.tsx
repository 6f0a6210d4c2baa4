import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { saveFile } from "#renderer/components/save-file.ts";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";

/** How far the import is, and what came of it; rows that could not be taken are saved as a file. */
export function ContactImportProgress({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const job = useDeskState((state) => state.status?.job ?? null);
  if (job?.job !== "contacts") return null;
  const isRunning = job.state === "running";
  const percent = job.total === 0 || !isRunning ? 100 : (100 * job.done) / job.total;
  const saveSetAside = async () => {
    const file = await asking.run(() => client.contactFiles.setAside());
    if (file !== undefined) saveFile(`${t("contacts.import.setAsideFile")}.csv`, file.body);
  };
  return (
    <Stack gap="sm" aria-live="polite">
      <Text fw={600}>{t(`contacts.import.state.${job.state}`)}</Text>
      {isRunning ? <Progress value={percent} aria-label={t("contacts.import.state.running")} /> : null}
      <Text size="sm">
        {[
          t("contacts.import.created", { count: job.imported }),
          t("contacts.import.updated", { count: job.updated ?? 0 }),
          t("contacts.import.unchanged", { count: job.duplicates }),
          t("contacts.import.setAside", { count: job.setAside }),
        ].join(" · ")}
      </Text>
      {job.error === "" ? null : <Refusal text={job.error} />}
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
      <Group justify="end">
        {isRunning ? (
          <Button
            variant="default"
            loading={asking.isBusy}
            onClick={() => void asking.run(() => client.desk.cancelImport())}
          >
            {t("welcome.importCancel")}
          </Button>
        ) : null}
        {!isRunning && job.setAside > 0 ? (
          <Button
            variant="default"
            leftSection={<IconDownload size={15} />}
            loading={asking.isBusy}
            onClick={() => void saveSetAside()}
          >
            {t("contacts.import.saveSetAside")}
          </Button>
        ) : null}
        <Button onClick={onClose}>{t("shell.close")}</Button>
      </Group>
    </Stack>
  );
}
