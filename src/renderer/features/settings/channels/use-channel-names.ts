import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";

/** `Support › New`, or that the channel makes no tickets. */
export function useTargetName(channel: ChannelView): string {
  const { t } = useI18n();
  const pipeline = useDeskState((state) => state.setup.pipelines.find(({ id }) => id === channel.pipelineId));
  if (!channel.createTickets) return t("mailbox.target.inbox");
  return t("mailbox.target", {
    pipeline: pipeline?.name ?? t("settings.name.deletedPipeline"),
    stage: pipeline?.stages.find(({ id }) => id === channel.stageId)?.name ?? t("settings.name.deletedStage"),
  });
}
