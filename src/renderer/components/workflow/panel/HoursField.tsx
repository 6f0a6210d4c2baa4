import { Switch, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { timeOfDay } from "#shared/automation/describe/values.ts";
import {
  BusinessHours,
  isTimeZone,
  WEEKDAYS_NINE_TO_FIVE,
  type WorkInterval,
} from "#shared/automation/schedule/business-hours.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useForm } from "../form/form-context.tsx";
import { intervalsOf } from "./intervals.ts";

/** When somebody works: for each weekday as many intervals as there are breaks, and the days off. */
export function HoursField(props: {
  readonly hours: BusinessHours | null;
  readonly onChange: (hours: BusinessHours | null, field: string | null) => void;
}) {
  const { hours, onChange } = props;
  const { t } = useI18n();
  const form = useForm();
  return (
    <>
      <Switch
        label={t("workflows.hours.on")}
        description={t("workflows.hours.text")}
        checked={hours !== null}
        disabled={form.isReadOnly}
        onChange={(event) => {
          const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
          onChange(event.currentTarget.checked ? { timeZone, ...WEEKDAYS_NINE_TO_FIVE } : null, null);
        }}
      />
      {hours === null ? null : <WeekFields hours={hours} onChange={onChange} />}
    </>
  );
}

/** Hours that are always there. */
export function WeekFields({
  hours,
  onChange,
}: {
  readonly hours: BusinessHours;
  readonly onChange: (hours: BusinessHours, field: string | null) => void;
}) {
  const { t, language } = useI18n();
  const form = useForm();
  // 1 January 2024 was a Monday.
  const nameOf = (day: number) =>
    new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, day + 1));
  return (
    <>
      {hours.week.map((intervals, day) => (
        <DayField
          key={day}
          label={nameOf(day)}
          intervals={intervals}
          onChange={(next) => onChange({ ...hours, week: hours.week.with(day, next) as BusinessHours["week"] }, null)}
        />
      ))}
      <TextInput
        label={t("workflows.hours.timeZone")}
        disabled={form.isReadOnly}
        value={hours.timeZone}
        error={isTimeZone(hours.timeZone) ? null : t("workflows.hours.noTimeZone")}
        onBlur={form.onLeave}
        onChange={(event) => onChange({ ...hours, timeZone: event.currentTarget.value }, "businessHours.timeZone")}
      />
      <TagsInput
        label={t("workflows.hours.holidays")}
        placeholder="2026-12-25"
        disabled={form.isReadOnly}
        value={hours.holidays}
        onChange={(next) =>
          onChange(
            { ...hours, holidays: next.filter((day) => BusinessHours.shape.holidays.element.safeParse(day).success) },
            null,
          )
        }
      />
    </>
  );
}

/** `09:00-12:30, 14:00-18:00`; empty: nobody works. What can't be read stays in the field and is told there. */
function DayField(props: {
  readonly label: string;
  readonly intervals: readonly WorkInterval[];
  readonly onChange: (intervals: WorkInterval[]) => void;
}) {
  const { t } = useI18n();
  const form = useForm();
  const [typed, setTyped] = useState<string | null>(null);
  const known = props.intervals
    .map(({ fromMinute, toMinute }) => `${timeOfDay(fromMinute)}-${timeOfDay(toMinute)}`)
    .join(", ");
  const read = typed === null ? [] : intervalsOf(typed);
  return (
    <TextInput
      label={props.label}
      disabled={form.isReadOnly}
      placeholder={t("workflows.hours.closed")}
      value={typed ?? known}
      error={read === null ? t("workflows.hours.unreadable") : null}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed === null || read === null) return;
        setTyped(null);
        if (typed !== known) props.onChange(read);
      }}
    />
  );
}
