import { Tooltip } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import css from "./OutboxLink.module.css";
import { hrefOf } from "./routes.ts";

const cx = classNamesOf(css);

/** The way to the outbox, with the number of mails that wait; in another colour where some of them wait for a person. */
export function OutboxLink() {
  const { t } = useI18n();
  const waiting = useDeskState((state) => state.status?.counts.outbox ?? 0);
  const needsYou = useDeskState((state) => state.status?.counts.outboxNeedsPerson ?? 0);
  const about = [
    waiting === 0 ? t("shell.outboxEmpty") : t("shell.outbox", { count: waiting }),
    ...(needsYou === 0 ? [] : [t("shell.outboxNeedsYou", { count: needsYou })]),
  ].join(". ");
  const shown = Math.max(waiting, needsYou);
  return (
    <Tooltip label={about}>
      <a
        className={cx("outbox", needsYou > 0 && "needs")}
        href={hrefOf({ page: "outbox", tab: needsYou > 0 ? "needs" : null, itemId: null })}
        aria-label={`${t("shell.outboxTitle")}: ${about}`}
      >
        <IconSend size={16} stroke={1.75} />
        {shown === 0 ? null : shown}
      </a>
    </Tooltip>
  );
}
