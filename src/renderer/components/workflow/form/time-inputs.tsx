import { Group, MultiSelect, NumberInput, Select } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { CommonProps, FilledProps, SetValue } from "./field-props.ts";
import { useFieldWords, useForm } from "./form-context.tsx";
import { Labelled } from "./Labelled.tsx";

export type Span<Unit extends string = string> = { readonly amount: number; readonly unit: Unit };

/** A number and its unit in one line. */
export function AmountAndUnit<Unit extends string>(props: {
  readonly label: string;
  readonly units: readonly Unit[];
  readonly value: Span<Unit>;
  readonly onChange: (value: Span<Unit>, isTyped: boolean) => void;
}) {
  const { amount, unit } = props.value;
  const words = useFieldWords();
  const form = useForm();
  return (
    <Group gap="xs" grow wrap="nowrap">
      <NumberInput
        aria-label={props.label}
        min={1}
        allowDecimal={false}
        value={amount}
        disabled={form.isReadOnly}
        onBlur={form.onLeave}
        onChange={(next) => typeof next === "number" && props.onChange({ amount: next, unit }, true)}
      />
      <Select
        aria-label={words.field("unit")}
        disabled={form.isReadOnly}
        data={props.units.map((one) => ({ value: one as string, label: words.value("unit", one) }))}
        value={unit}
        onChange={(next) => {
          const chosen = props.units.find((one) => one === next);
          if (chosen !== undefined) props.onChange({ amount, unit: chosen }, false);
        }}
      />
    </Group>
  );
}

/** How long. */
export function DurationInput(
  props: FilledProps & { readonly units: readonly string[]; readonly error: string | null; readonly set: SetValue },
) {
  return (
    <Labelled label={props.label} error={props.error} isHidden={props.isLabelHidden === true}>
      <AmountAndUnit
        label={props.label}
        units={props.units}
        value={props.values[props.field.name] as Span}
        onChange={props.set}
      />
    </Labelled>
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Days of the week, in their order. */
export function WeekdaysInput(props: {
  readonly common: CommonProps;
  readonly value: unknown;
  readonly set: SetValue;
}) {
  const { language } = useI18n();
  // 1 January 2024 was a Monday.
  const name = (day: number) =>
    new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2024, 0, day));
  return (
    <MultiSelect
      {...props.common}
      data={WEEKDAYS.map((day) => ({ value: String(day), label: name(day) }))}
      value={(props.value as readonly number[]).map(String)}
      onChange={(next) => props.set(next.map(Number).toSorted((a, b) => a - b))}
    />
  );
}
