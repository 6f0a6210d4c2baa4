import { Anchor } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { EffectRow } from "./rows.ts";
import css from "./replay.module.css";

const cx = classNamesOf(css);

/** One thing that would have been done to a ticket, or was. */
export function EffectLine({ row }: { readonly row: EffectRow }) {
  const { t, language } = useI18n();
  const nowEpochMs = useNow();
  const moment = (epochMs: number) => formatMoment(epochMs, nowEpochMs, language);
  return (
    <tr>
      <td>
        <Anchor
          className={cx("subject")}
          href={hrefOf({ page: "ticket", ticketId: row.ticketId })}
          target="_blank"
          rel="noreferrer"
          title={row.subject}
          dir="auto"
        >
          {row.number === null ? "" : `#${String(row.number)} `}
          {row.subject}
        </Anchor>
      </td>
      <td className={cx("when")} title={formatAbsolute(row.atEpochMs, language)}>
        {moment(row.atEpochMs)}
        {row.didAtEpochMs === null ? null : (
          <span className={cx("did")}>{t("workflows.replay.really", { time: moment(row.didAtEpochMs) })}</span>
        )}
      </td>
      <td dir="auto">
        <span className={cx("kind", row.kind)}>{t(`workflows.replay.kind.${row.kind}`)}</span> {row.what}
        <span className={cx("step")}>{row.step}</span>
      </td>
    </tr>
  );
}
