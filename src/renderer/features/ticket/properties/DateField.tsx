import { CloseButton, TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { epochFromLocalInput, localInputFromEpoch } from "#renderer/components/move/local-input.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { formatMoment } from "#renderer/components/format-moment.ts";
import css from "./Properties.module.css";

const cx = classNamesOf(css);

export type DateFieldProps = {
  readonly label: string;
  readonly atEpochMs: number | null;
  readonly nowEpochMs: number;
  readonly overdue?: boolean;
  readonly onChange: (atEpochMs: number | null) => void;
};

/** A moment edited in place: a press shows the field; Enter and leaving it keep, Escape forgets. */
export function DateField(props: DateFieldProps) {
  const { atEpochMs, label } = props;
  const { t, language } = useI18n();
  const [typed, setTyped] = useState<string | null>(null);
  /** By a key: what was pressed to get here has the focus again. */
  const [isLeft, setLeft] = useState(false);

  const keep = (): void => {
    if (typed === null) return;
    const chosen = epochFromLocalInput(typed);
    setTyped(null);
    // The field has no seconds: an untouched value must not lose its own.
    if (typed !== localInputFromEpoch(atEpochMs)) props.onChange(chosen);
  };

  if (typed !== null) {
    return (
      <TextInput
        type="datetime-local"
        ref={focusNow}
        aria-label={label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          // Otherwise the key would go on to press what gets the focus, and Escape leave the ticket.
          event.preventDefault();
          event.stopPropagation();
          setLeft(true);
          if (event.key === "Enter") keep();
          else setTyped(null);
        }}
      />
    );
  }
  const moment = atEpochMs === null ? t("ticket.property.none") : formatMoment(atEpochMs, props.nowEpochMs, language);
  const shown = props.overdue === true ? `${moment} · ${t("ticket.property.overdue")}` : moment;
  return (
    <div className={cx("dateText", "control")}>
      <UnstyledButton
        ref={isLeft ? focusNow : undefined}
        style={{ flex: 1, fontSize: "inherit" }}
        className={cx(atEpochMs === null && "empty", props.overdue === true && "overdue")}
        title={atEpochMs === null ? undefined : formatAbsolute(atEpochMs, language)}
        aria-label={`${label}: ${shown}`}
        onClick={() => {
          setLeft(false);
          setTyped(localInputFromEpoch(atEpochMs));
        }}
      >
        {shown}
      </UnstyledButton>
      {atEpochMs === null ? null : (
        <CloseButton
          className={cx("clear")}
          size="xs"
          aria-label={`${t("ticket.property.clear")}: ${label}`}
          onClick={() => props.onChange(null)}
        />
      )}
    </div>
  );
}

/** A field that takes the place of what was pressed takes its focus too. */
function focusNow(field: HTMLElement | null): void {
  field?.focus();
}
