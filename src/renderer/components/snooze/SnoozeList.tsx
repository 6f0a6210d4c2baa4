import { Button, Divider, Group, TextInput, UnstyledButton } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { useI18n } from "../../state/desk-context.tsx";
import { classNamesOf } from "../class-names.ts";
import { dateFormat } from "../intl-formats.ts";
import { epochFromLocalInput } from "../move/local-input.ts";
import css from "./SnoozeList.module.css";
import { snoozeTimes } from "./snooze-times.ts";

const WHEN = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit" } as const;
const cx = classNamesOf(css);

/** The times to choose from. @param props.onChoose null: it is not snoozed any longer */
export function SnoozeList(props: {
  readonly nowEpochMs: number;
  readonly isSnoozed: boolean;
  readonly onChoose: (untilEpochMs: number | null) => void;
}) {
  const { nowEpochMs, isSnoozed, onChoose } = props;
  const { t, language } = useI18n();
  const [typed, setTyped] = useState("");
  const chosen = epochFromLocalInput(typed);
  const moment = dateFormat(language, WHEN);
  const isPast = chosen !== null && chosen <= nowEpochMs;
  return (
    <div>
      <ul className={cx("times")}>
        {isSnoozed ? (
          <li>
            <UnstyledButton className={cx("time")} data-autofocus onKeyDown={walk} onClick={() => onChoose(null)}>
              {t("snooze.wake")}
            </UnstyledButton>
          </li>
        ) : null}
        {snoozeTimes(nowEpochMs).map(({ time, untilEpochMs }, place) => (
          <li key={time}>
            <UnstyledButton
              className={cx("time")}
              data-autofocus={place === 0 && !isSnoozed ? true : undefined}
              onKeyDown={walk}
              onClick={() => onChoose(untilEpochMs)}
            >
              <span>{t(`snooze.time.${time}`)}</span>
              {time === "answer" ? null : <span className={cx("when")}>{moment.format(untilEpochMs)}</span>}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Divider my="xs" />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null && !isPast) onChoose(chosen);
        }}
      >
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            type="datetime-local"
            aria-label={t("snooze.until")}
            value={typed}
            error={isPast ? t("snooze.past") : undefined}
            flex={1}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" disabled={chosen === null || isPast}>
            {t("snooze.name")}
          </Button>
        </Group>
      </form>
    </div>
  );
}

/** Arrows walk through the times. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const buttons = [...(event.currentTarget.closest("ul")?.querySelectorAll("button") ?? [])];
  const at = buttons.findIndex((button) => button === event.currentTarget);
  buttons.at((at + (event.key === "ArrowDown" ? 1 : -1)) % buttons.length)?.focus();
}
