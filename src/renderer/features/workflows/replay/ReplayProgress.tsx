import { Button, Group, Progress, Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ReplaySession } from "./use-replay-session.ts";

/** How far it is, and what it came to. */
export function ReplayProgress({ session }: { readonly session: ReplaySession }) {
  const { state, asked, isStopped, percent, stop } = session;
  const { t } = useI18n();
  if (state === null || asked === null || state.kind === "failed") return null;
  const { totals } = state;
  if (percent !== null)
    return (
      <Group gap="sm" wrap="nowrap">
        <Progress
          flex={1}
          value={percent}
          aria-label={t("workflows.would.running", { done: totals?.ticketsDone ?? 0, count: totals?.tickets ?? 0 })}
        />
        <Button variant="default" size="compact-xs" onClick={stop}>
          {t("shell.cancel")}
        </Button>
      </Group>
    );
  const { days, against } = asked;
  return (
    <Text size="sm" role="status">
      {totals === null
        ? t("workflows.replay.stopped")
        : [
            ...(isStopped
              ? [t("workflows.replay.stoppedAt", { done: totals.ticketsDone, count: totals.tickets })]
              : [t("workflows.replay.tickets", { count: totals.tickets, days, enrolled: totals.enrolled })]),
            t(`workflows.replay.effects.${against}`, {
              would: totals.would,
              did: totals.did,
              same: totals.same,
              count: totals.differences,
            }),
            ...(state.skipped > 0 ? [t("workflows.replay.skipped", { count: state.skipped })] : []),
          ].join(" ")}
    </Text>
  );
}
