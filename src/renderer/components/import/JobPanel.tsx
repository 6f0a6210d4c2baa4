import { Alert, Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { JobProgress } from "#shared/contract/desk.ts";
import { hrefOf } from "../../state/routes.ts";
import { classNamesOf } from "../class-names.ts";
import { formatSize } from "../format-amounts.ts";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { useMayChange } from "../../state/use-access.ts";
import { Refusal } from "../team/Refusal.tsx";
import { useAsking } from "../use-asking.ts";
import css from "./JobPanel.module.css";
import { added, type ImportState, type ImportSums } from "./use-import.ts";

const cx = classNamesOf(css);

/**
 * What is being made or imported: how far it is, what came of it, and the way to the desk.
 * @param onLeave called when that way is taken
 */
export function JobPanel({ importing, onLeave }: { readonly importing: ImportState; readonly onLeave?: () => void }) {
  const { t } = useI18n();
  const job = useDeskState((state) => state.status?.job ?? null);
  const startedAs = useDeskState((state) => state.status?.startedAs ?? null);
  const failed = importing.kind === "failed" || job?.state === "failed";
  const isWorking = importing.kind === "working";
  const cancelled = !failed && !isWorking && job?.state === "cancelled";
  const done = !failed && !isWorking && job?.state === "done";
  const isImport = isWorking || (job?.job === "import" && job.state === "running");
  return (
    <section className={cx("panel")} aria-live="polite">
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text fw={600}>
          {t(
            !isImport && (job?.job ?? startedAs) === "demo"
              ? "welcome.demoRunning"
              : done
                ? "welcome.importDone"
                : cancelled
                  ? "welcome.importCancelled"
                  : "welcome.importRunning",
          )}
        </Text>
        {done ? <IconCircleCheck size={20} color="var(--stage-green-solid)" /> : null}
      </Group>
      {importing.kind === "working" ? (
        <Text size="xs" c="dimmed" truncate>
          {t("welcome.uploading", { file: importing.file })}
          {importing.left > 0 ? ` · ${t("welcome.filesLeft", { count: importing.left })}` : ""}
        </Text>
      ) : null}
      {failed || cancelled ? null : <Bar job={job} done={done} />}
      {job === null || job.job === "demo" ? null : (
        <Figures sums={importing.kind === "idle" ? job : added(importing.before, job)} />
      )}
      {failed ? (
        <Alert color="red" icon={<IconAlertTriangle size={18} />}>
          {importing.kind === "failed" ? failureText(importing.error, t) : t("welcome.jobFailed")}
          {job?.error ? ` ${job.error}` : ""}
        </Alert>
      ) : null}
      {startedAs === null ? null : (
        <Group justify="space-between" gap="sm">
          <Text size="xs" c="dimmed">
            {done || failed ? "" : t(cancelled ? "welcome.importCancelled.text" : "welcome.goOn")}
          </Text>
          {isImport && !failed ? <Cancel /> : null}
          <Button
            component="a"
            variant={done ? "filled" : "default"}
            href={hrefOf({ page: "board", pipelineId: null })}
            onClick={onLeave}
          >
            {t("welcome.toBoard")}
          </Button>
        </Group>
      )}
    </section>
  );
}

function Cancel() {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const mayChange = useMayChange();
  if (!mayChange) return null;
  return (
    <>
      <Button
        variant="default"
        ml="auto"
        loading={asking.isBusy}
        onClick={() => void asking.run(() => client.desk.cancelImport())}
      >
        {t("welcome.importCancel")}
      </Button>
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
    </>
  );
}

function Bar({ job, done }: { readonly job: JobProgress | null; readonly done: boolean }) {
  const { t, language } = useI18n();
  const known = job !== null && job.total > 0;
  const amount = (value: number) => (job?.unit === "bytes" ? formatSize(value, language) : value);
  const percent = done ? 100 : known ? (100 * job.done) / job.total : 100;
  const share = new Intl.NumberFormat(language, { style: "percent" }).format(percent / 100);
  return (
    <Stack gap={4}>
      <Progress.Root size="md">
        <Progress.Section value={percent} animated={!known && !done} striped={!known && !done} aria-label={share} />
      </Progress.Root>
      {known && !done ? (
        <Text size="xs" c="dimmed">
          {t("welcome.progressOf", { done: amount(job.done), total: amount(job.total) })}
        </Text>
      ) : null}
    </Stack>
  );
}

function Figures({ sums }: { readonly sums: ImportSums }) {
  const { t } = useI18n();
  return (
    <>
      <Text size="xs" c="dimmed">
        {[
          t("welcome.progress.imported", { count: sums.imported }),
          ...(sums.duplicates > 0 ? [t("welcome.progress.duplicates", { count: sums.duplicates })] : []),
          ...(sums.setAside > 0 ? [t("welcome.progress.setAside", { count: sums.setAside })] : []),
        ].join(" · ")}
      </Text>
      {sums.heldBack > 0 ? (
        <Text size="xs" c="dimmed">
          {t("welcome.heldBack", { count: sums.heldBack })}{" "}
          <Anchor size="xs" href={hrefOf({ page: "settings", section: "history", id: null, tab: null })}>
            {t("welcome.heldBack.open")}
          </Anchor>
        </Text>
      ) : null}
    </>
  );
}
