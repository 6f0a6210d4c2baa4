import { CloseButton, TextInput, UnstyledButton } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { epochFromLocalInput, localInputFromEpoch } from "#renderer/components/move/local-input.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useEditInPlace } from "../use-edit-in-place.ts";
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
  // The field has no seconds: an untouched value must not lose its own.
  const edit = useEditInPlace(localInputFromEpoch(atEpochMs), (typed) => props.onChange(epochFromLocalInput(typed)));
  if (edit.isEdited) return <TextInput type="datetime-local" aria-label={label} {...edit.field} />;
  const moment = atEpochMs === null ? t("ticket.property.none") : formatMoment(atEpochMs, props.nowEpochMs, language);
  const shown = props.overdue === true ? `${moment} · ${t("ticket.property.overdue")}` : moment;
  return (
    <div className={cx("dateText", "control")}>
      <UnstyledButton
        {...edit.button}
        style={{ flex: 1, fontSize: "inherit" }}
        className={cx(atEpochMs === null && "empty", props.overdue === true && "overdue")}
        title={atEpochMs === null ? undefined : formatAbsolute(atEpochMs, language)}
        aria-label={`${label}: ${shown}`}
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
