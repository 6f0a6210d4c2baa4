import { Button, Group, Progress, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { DataWork } from "#shared/contract/data.ts";
import { createTell } from "#shared/i18n/index.ts";
import css from "./DataSettings.module.css";

const cx = classNamesOf(css);

/** How far the work of this section is, or what came of it. Shows nothing of the others'. */
export function WorkPanel({ whats }: { readonly whats: readonly DataWork["what"][] }) {
  const work = useDeskState((state) => state.status?.dataWork ?? null);
  if (work === null || !whats.includes(work.what)) return null;
  return (
    <div className={cx("work")} aria-live="polite">
      {work.state === "running" ? <Running work={work} /> : <Outcome work={work} />}
    </div>
  );
}

/** Whether something goes on with the desk's data: nothing else can then. */
export function useIsWorking(): boolean {
  return useDeskState((state) => state.status?.dataWork?.state === "running");
}

function Running({ work }: { readonly work: DataWork }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const { what, step, done, total, unit } = work;
  const isKnown = total > 0;
  const percent = isKnown ? Math.min(100, (100 * done) / total) : 100;
  const numbers = new Intl.NumberFormat(language);
  const amount = (value: number) =>
    unit === "bytes" ? `${numbers.format(Math.round(value / 1024 ** 2))} MB` : numbers.format(value);
  return (
    <>
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Text size="sm" fw={500}>
          {t(`data.work.${what}`)}: {t(`data.step.${step}`)}
        </Text>
        {what === "erase" ? null : (
          <Button
            size="compact-sm"
            variant="default"
            loading={asking.isBusy}
            onClick={() => void asking.run(() => client.data.cancel())}
          >
            {t("data.work.cancel")}
          </Button>
        )}
      </Group>
      <Progress.Root size="md">
        <Progress.Section value={percent} animated={!isKnown} striped={!isKnown} aria-label={t(`data.step.${step}`)} />
      </Progress.Root>
      {isKnown ? (
        <Text size="xs" c="dimmed" mt={4}>
          {amount(done)} / {amount(total)}
        </Text>
      ) : null}
    </>
  );
}

function Outcome({ work }: { readonly work: DataWork }) {
  const { t, language } = useI18n();
  const { what, state, path, figures, error } = work;
  if (state === "failed") return <Refusal text={t("data.work.failed", { reason: error })} />;
  const isDone = state === "done";
  const Icon = isDone ? IconCircleCheck : IconAlertTriangle;
  const values = { ...figures, path, size: Math.ceil((figures["bytes"] ?? 0) / 1024 ** 2) };
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Icon size={18} stroke={1.75} aria-hidden className={cx("mark", isDone ? "ok" : "note")} />
      <p className={cx("sentence")}>
        {isDone ? createTell(language)(`data.work.done.${what}`, values) : t("data.work.cancelled")}
      </p>
    </Group>
  );
}
