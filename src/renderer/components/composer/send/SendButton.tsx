import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCalendarTime, IconChevronDown, IconClock, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { proposedTimes } from "#renderer/components/delivery/later-times.ts";
import { useTimeDialog } from "#renderer/components/delivery/use-time-dialog.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { formatMoment } from "#renderer/components/format-moment.ts";

const PROPOSED = ["inHour", "tomorrow", "monday"] as const;

/** Send, with the times to send later behind the arrow. */
export function SendButton(props: {
  readonly label: string;
  readonly sending: boolean;
  readonly disabled: boolean;
  /** A waiting mail that is changed keeps the time that it has. */
  readonly withLater: boolean;
  readonly onSend: (atEpochMs?: number) => void;
}) {
  const { t } = useI18n();
  return (
    <Button.Group>
      <Button
        loading={props.sending}
        disabled={props.disabled}
        leftSection={<IconSend size={14} />}
        onClick={() => props.onSend()}
      >
        {props.label}
      </Button>
      {props.withLater ? (
        <LaterMenu
          label={t("ticket.composer.sendLater")}
          disabled={props.disabled || props.sending}
          onChoose={props.onSend}
        />
      ) : null}
    </Button.Group>
  );
}

function LaterMenu(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly onChoose: (atEpochMs: number) => void;
}) {
  const { now } = useDesk();
  const { t, language } = useI18n();
  const askWhen = useTimeDialog();
  const [times, setTimes] = useState(() => proposedTimes(now()));
  // On a Sunday tomorrow is Monday.
  const names = PROPOSED.filter((name) => name !== "monday" || times.monday !== times.tomorrow);
  return (
    <Menu position="top-end" withinPortal onOpen={() => setTimes(proposedTimes(now()))}>
      <Menu.Target>
        <ActionIcon
          variant="filled"
          color="iris"
          size={30}
          radius="sm"
          disabled={props.disabled}
          aria-label={props.label}
          style={{ borderStartStartRadius: 0, borderEndStartRadius: 0, marginInlineStart: 1 }}
        >
          <IconChevronDown size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{props.label}</Menu.Label>
        {names.map((name) => (
          <Menu.Item
            key={name}
            leftSection={<IconClock size={14} aria-hidden />}
            rightSection={
              <span style={{ color: "var(--pd-faint)" }}>{formatMoment(times[name], now(), language)}</span>
            }
            title={formatAbsolute(times[name], language)}
            onClick={() => props.onChoose(times[name])}
          >
            {t(`outbox.later.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconCalendarTime size={14} aria-hidden />} onClick={() => askWhen(props.onChoose)}>
          {t("ticket.composer.chooseTime")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
