import { Button, HoverCard, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconPlugConnectedX, IconRefresh } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { useDesk, useDeskState, useI18n } from "../state/desk-context.tsx";
import css from "./ConnectionState.module.css";

const cx = classNamesOf(css);

/**
 * The page's connection to its core, which isn't the one to the mail servers: nothing while all is well, so that nobody takes one for the
 * other; else what is the matter, with the way out.
 */
export function ConnectionState() {
  const { t } = useI18n();
  const desk = useDesk();
  const { kind } = useDeskState((state) => state.connection);
  if (kind === "live") return null;
  if (kind === "connecting") {
    return (
      <span className={cx("state")} role="status">
        <span className={cx("dot")} />
        <span className={cx("words")}>{t("shell.connection.connecting")}</span>
      </span>
    );
  }
  const outdated = kind === "outdated";
  return (
    <HoverCard width={260} shadow="md" openDelay={100}>
      <HoverCard.Target>
        <UnstyledButton
          className={cx("state", "trouble")}
          role="status"
          onClick={() => (outdated ? window.location.reload() : desk.retryNow())}
        >
          {outdated ? <IconRefresh size={15} stroke={1.75} /> : <IconPlugConnectedX size={15} stroke={1.75} />}
          {t(`shell.connection.${kind}`)}
        </UnstyledButton>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Stack gap="xs">
          <Text size="xs">{t(`shell.connection.${kind}Hint`)}</Text>
          <Button variant="light" onClick={() => (outdated ? window.location.reload() : desk.retryNow())}>
            {outdated ? t("shell.connection.reload") : t("shell.connection.retry")}
          </Button>
        </Stack>
      </HoverCard.Dropdown>
    </HoverCard>
  );
}
