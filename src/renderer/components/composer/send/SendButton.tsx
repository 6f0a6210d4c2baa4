import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCalendarTime, IconCheck, IconChevronDown, IconClock, IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { proposedTimes } from "#renderer/components/delivery/later-times.ts";
import { useTimeDialog } from "#renderer/components/delivery/use-time-dialog.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { StageId } from "#shared/model/ids.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";

const PROPOSED = ["inHour", "tomorrow", "monday"] as const;

/** The statuses that can go with a mail, and the one that does where nothing else is said. */
export type StatusChoice = {
  readonly options: readonly { readonly id: StageId; readonly name: string }[];
  readonly chosenId: StageId | null;
};

/** Send, with the times to send later, and the statuses to send with, behind the arrow. */
export function SendButton(props: {
  readonly label: string;
  readonly sending: boolean;
  readonly disabled: boolean;
  /** A waiting mail that is changed keeps the time that it has. */
  readonly withLater: boolean;
  /** Absent: no status goes with it. */
  readonly status?: StatusChoice | undefined;
  /** @param stageId null: none goes with it; undefined: the one that was chosen last */
  readonly onSend: (atEpochMs?: number, stageId?: StageId | null) => void;
}) {
  const { t } = useI18n();
  const { status } = props;
  const chosen = status?.options.find(({ id }) => id === status.chosenId);
  return (
    <Button.Group>
      <Button
        loading={props.sending}
        disabled={props.disabled}
        leftSection={<IconSend size={14} />}
        onClick={() => props.onSend()}
      >
        {chosen === undefined ? props.label : t("composing.sendAnd", { stage: chosen.name })}
      </Button>
      {props.withLater ? (
        <LaterMenu
          label={t("ticket.composer.sendLater")}
          disabled={props.disabled || props.sending}
          status={status}
          onChoose={props.onSend}
        />
      ) : null}
    </Button.Group>
  );
}

function LaterMenu(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly status: StatusChoice | undefined;
  readonly onChoose: (atEpochMs?: number, stageId?: StageId | null) => void;
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
        {props.status === undefined ? null : <Statuses status={props.status} onChoose={props.onChoose} />}
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

/** Each sends at once, and is what the button does from then on. */
function Statuses(props: {
  readonly status: StatusChoice;
  readonly onChoose: (atEpochMs: undefined, stageId: StageId | null) => void;
}) {
  const { options, chosenId } = props.status;
  const { t } = useI18n();
  return (
    <>
      <Menu.Item
        leftSection={chosenId === null ? <IconCheck size={14} aria-hidden /> : <IconSend size={14} aria-hidden />}
        onClick={() => props.onChoose(undefined, null)}
      >
        {t("composing.sendOnly")}
      </Menu.Item>
      {options.map(({ id, name }) => (
        <Menu.Item
          key={id}
          leftSection={id === chosenId ? <IconCheck size={14} aria-hidden /> : <IconSend size={14} aria-hidden />}
          onClick={() => props.onChoose(undefined, id)}
        >
          {t("composing.sendAnd", { stage: name })}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}
