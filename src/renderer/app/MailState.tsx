import { Tooltip } from "@mantine/core";
import { IconMailExclamation, IconMailOff } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { mailTrouble } from "../features/settings/channels/channel-health.ts";
import { channelRoute } from "../state/channel-routes.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import css from "./BarState.module.css";
import { hrefOf } from "../state/routes.ts";

const cx = classNamesOf(css);

/** Nothing while all mailboxes work; else which one doesn't, in red only where a person has to mend it. */
export function MailState() {
  const { t } = useI18n();
  const trouble = useDeskState((state) => mailTrouble(state.status?.mailboxes ?? []));
  const name = useDeskState((state) => state.setup.channels.find(({ id }) => id === trouble?.channelId)?.name ?? "");
  if (trouble === null) return null;
  const isRefused = trouble.state === "refused";
  const words = isRefused
    ? "shell.mailRefused"
    : trouble.state === "offline"
      ? "shell.mailOffline"
      : "shell.mailSending";
  const hint = t(`${words}Hint`);
  const Icon = isRefused ? IconMailExclamation : IconMailOff;
  return (
    <Tooltip label={name === "" ? hint : `${name}: ${hint}`} multiline w={260}>
      <a className={cx("state", isRefused ? "refused" : "offline")} href={hrefOf(channelRoute(trouble.channelId))}>
        <Icon size={15} stroke={1.75} aria-hidden />
        <span className={cx("words")}>{t(words)}</span>
      </a>
    </Tooltip>
  );
}
