import { Tooltip } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import css from "./OutboxLink.module.css";
import { hrefOf } from "../state/routes.ts";

const cx = classNamesOf(css);

/** The way to the outbox, with the number of mails that wait; in another colour, of those that wait for a person. */
export function OutboxLink() {
  const { t } = useI18n();
  const waiting = useDeskState((state) => state.status?.counts.outbox ?? 0);
  const needsYou = useDeskState((state) => state.status?.counts.outboxNeedsPerson ?? 0);
  const about = [
    waiting === 0 ? t("shell.outboxEmpty") : t("shell.outbox", { count: waiting }),
    ...(needsYou === 0 ? [] : [t("shell.outboxNeedsYou", { count: needsYou })]),
  ].join(". ");
  // In the colour that calls for a person, the number is that of what waits for them.
  const shown = needsYou > 0 ? needsYou : waiting;
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
