import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ChannelView } from "#shared/contract/channels.ts";
import { useHealth } from "./use-health.ts";
import { healthWords } from "./channel-health.ts";
import css from "./HealthBadge.module.css";

const cx = classNamesOf(css);

/** B1: how a channel is, in words with a dot beside them, and since when. */
export function HealthBadge({ channel }: { readonly channel: ChannelView }) {
  const { t, language } = useI18n();
  const now = useNow();
  const { tone, label, sinceEpochMs } = healthWords(channel, useHealth(channel.id));
  return (
    <span className={cx("health")}>
      <span className={cx("dot", tone)} aria-hidden />
      <span>
        <span className={tone === "trouble" ? cx("alarmed") : undefined}>{t(label)}</span>
        {sinceEpochMs === null ? null : (
          <span className={cx("since")} title={formatAbsolute(sinceEpochMs, language)}>
            {" "}
            {t("mailbox.health.since", { time: formatMoment(sinceEpochMs, now, language) })}
          </span>
        )}
      </span>
    </span>
  );
}
