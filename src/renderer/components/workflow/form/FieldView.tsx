import { MultiSelect, NumberInput, Select, Switch, TagsInput, TextInput } from "@mantine/core";
import { timeOfDay } from "#shared/automation/describe/values.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { DateInput, MinuteInput } from "./date-inputs.tsx";
import type { FieldProps, FilledProps, OnChange, Values } from "./field-props.ts";
import { variantOf, withValue, type Field, type FieldShape } from "./fields.ts";
import { useFieldWords, useForm } from "./form-context.tsx";
import { Labelled } from "./Labelled.tsx";
import { PropertyInput, ValueInput } from "./property-inputs.tsx";
import { ReferenceInput, ReferencesInput } from "./reference-inputs.tsx";
import { TableInput } from "./TableInput.tsx";
import { TemplateInput } from "./TemplateInput.tsx";
import { DurationInput, WeekdaysInput } from "./time-inputs.tsx";
import { useFieldError } from "./use-field-error.ts";

/** Fields one below the other. @param path of the object whose fields they are, within what is edited */
export function Fields(props: {
  readonly fields: readonly Field[];
  readonly values: Values;
  readonly path?: string;
  readonly onChange: OnChange;
}) {
  return props.fields.map((field) => (
    <FieldView
      key={field.name}
      field={field}
      path={props.path === undefined ? field.name : `${props.path}.${field.name}`}
      values={props.values}
      onChange={props.onChange}
    />
  ));
}

/** One field; of one that may be left out, a switch before it. */
function FieldView(props: FieldProps) {
  const { field, path, values, onChange } = props;
  const { isReadOnly, labels } = useForm();
  const words = useFieldWords();
  const value = values[field.name];
  const label = labels?.[path] ?? words.field(field.name);
  const isThere = value !== undefined && value !== null;
  if (!field.isOptional) return <Filled {...props} label={label} />;
  // What can be empty in its own list needs no switch.
  if (["choice", "reference", "date", "value"].includes(field.shape.kind))
    return <Filled {...props} label={label} canBeNone />;
  return (
    <>
      <Switch
        checked={isThere}
        disabled={isReadOnly}
        label={label}
        onChange={(event) =>
          onChange(withValue(values, field.name, event.currentTarget.checked ? field.initial : field.absent), null)
        }
      />
      {isThere ? <Filled {...props} path={path} label={label} isLabelHidden /> : null}
    </>
  );
}

function Filled(props: FilledProps) {
  const { field, path, values, onChange, label } = props;
  const form = useForm();
  const { t } = useI18n();
  const words = useFieldWords();
  const value = values[field.name];
  const set = (next: unknown, isTyped = false) => onChange(withValue(values, field.name, next), isTyped ? path : null);
  const error = useFieldError(path, value, field.shape);
  const common = {
    ...(props.isLabelHidden === true ? { "aria-label": label } : { label }),
    error,
    disabled: form.isReadOnly,
    onBlur: form.onLeave,
  };
  const { shape } = field;
  switch (shape.kind) {
    case "text":
      if (form.templates.has(path) || field.name === "body")
        return (
          <TemplateInput
            {...common}
            label={label}
            isLong={shape.isLong}
            value={String(value)}
            onChange={(next) => set(next, true)}
          />
        );
      return <TextInput {...common} value={String(value)} onChange={(event) => set(event.currentTarget.value, true)} />;
    case "number":
      return (
        <NumberInput
          {...common}
          value={Number(value)}
          allowDecimal={false}
          {...(shape.min === undefined ? {} : { min: shape.min })}
          {...(shape.max === undefined ? {} : { max: shape.max })}
          onChange={(next) => typeof next === "number" && set(next, true)}
        />
      );
    case "flag":
      return (
        <Switch
          label={label}
          checked={value === true}
          disabled={form.isReadOnly}
          error={error}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          data={shape.values.map((one) => ({ value: one, label: words.value(field.name, one) }))}
          value={typeof value === "string" ? value : null}
          clearable={props.canBeNone === true}
          placeholder={props.canBeNone === true ? t("workflows.none") : undefined}
          onChange={(next) => set(next ?? field.absent)}
        />
      );
    case "choices":
      return (
        <MultiSelect
          {...common}
          data={shape.values.map((one) => ({ value: one, label: words.value(field.name, one) }))}
          value={textsOf(value)}
          onChange={(next) => set(next)}
        />
      );
    case "words":
      return <TagsInput {...common} value={textsOf(value)} onChange={(next) => set(next)} splitChars={[","]} />;
    case "reference":
      return <ReferenceInput {...props} shape={shape} common={common} set={set} />;
    case "references":
      return <ReferencesInput common={common} of={shape.of} value={textsOf(value)} set={set} />;
    case "duration":
      return <DurationInput {...props} units={shape.units} error={error} set={set} />;
    case "date":
      return <DateInput {...common} value={typeof value === "number" ? value : null} onChange={(next) => set(next)} />;
    case "time":
      return <MinuteInput {...common} value={timeOfDay(Number(value))} onChange={(next) => set(next, true)} />;
    case "weekdays":
      return <WeekdaysInput common={common} value={value} set={set} />;
    case "property":
      return <PropertyInput {...props} shape={shape} common={common} />;
    case "value":
      return <ValueInput {...props} common={common} set={set} />;
    case "table":
      return (
        <TableInput
          label={label}
          value={value as Readonly<Record<string, string>>}
          error={error}
          onChange={(next) => set(next, true)}
        />
      );
    case "group":
      return (
        <Labelled label={label} error={error}>
          <Fields
            fields={shape.fields}
            values={value as Values}
            path={path}
            onChange={(next, at) => onChange(withValue(values, field.name, next), at)}
          />
        </Labelled>
      );
    case "variants":
      return <VariantsInput {...props} shape={shape} error={error} />;
  }
}

function VariantsInput(
  props: FilledProps & { readonly shape: Extract<FieldShape, { kind: "variants" }>; readonly error: string | null },
) {
  const { shape, field, values, path, onChange, label, error } = props;
  const words = useFieldWords();
  const form = useForm();
  const own = values[field.name] as Values;
  const chosen = shape.options.find(({ value }) => value === own[shape.tag]);
  const set = (next: Values, at: string | null) => onChange(withValue(values, field.name, next), at);
  return (
    <>
      <Select
        label={label}
        error={error}
        disabled={form.isReadOnly}
        data={shape.options.map(({ value }) => ({ value, label: words.value(shape.tag, value) }))}
        value={chosen?.value ?? null}
        onChange={(next) =>
          set(
            variantOf(
              shape.tag,
              shape.options.find(({ value }) => value === next),
            ),
            null,
          )
        }
      />
      {chosen === undefined ? null : <Fields fields={chosen.fields} values={own} path={path} onChange={set} />}
    </>
  );
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
