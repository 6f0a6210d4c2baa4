import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { Warning } from "#renderer/components/Warning.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import css from "./JoinTeam.module.css";

const cx = classNamesOf(css);

/** Nothing, unless a team shut this machine out and nobody has read that yet. */
export function TeamEnded() {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const now = useNow();
  const ended = useDeskState((state) => state.status?.teamEnded);
  if (ended === undefined) return null;
  const desk = ended.deskName === "" ? ended.serverUrl : ended.deskName;
  return (
    <div className={cx("ended")} role="status">
      <Warning icon={<IconPlugConnectedX size={18} />} title={t("team.ended.title", { desk })}>
        <p style={{ margin: "0 0 0.5rem" }}>
          {t("team.ended.text", { when: formatMoment(ended.atEpochMs, now, language) })}
        </p>
        <Button
          variant="default"
          onClick={() => void client.membership.dismissEnded().catch((error: unknown) => toasts.failed(error))}
        >
          {t("team.ended.dismiss")}
        </Button>
      </Warning>
    </div>
  );
}
