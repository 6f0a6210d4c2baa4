import { Group, MultiSelect, NumberInput, Select, Switch, TagsInput, TextInput } from "@mantine/core";
import { propertyType, type ReferenceKind } from "#shared/automation/filters/properties.ts";
import { timeOfDay } from "#shared/automation/describe/values.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { allSteps } from "#shared/automation/edit-steps/places.ts";
import { describeStep } from "#shared/automation/describe/describe.ts";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { problemWords } from "../problems/problem-words.ts";
import { propertyChoices, valueChoices } from "./choices.ts";
import { useFieldWords, useForm } from "./form-context.tsx";
import { DateInput, MinuteInput } from "./date-inputs.tsx";
import { variantOf, withValue, type Field, type FieldShape } from "./fields.ts";
import { Labelled } from "./Labelled.tsx";
import { TableInput } from "./TableInput.tsx";
import { TemplateInput } from "./TemplateInput.tsx";
import { useDocuments } from "./use-documents.ts";

export type Values = Readonly<Record<string, unknown>>;
/** @param field the path of what is typed into; null: something was chosen */
export type OnChange = (values: Values, field: string | null) => void;

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

type FieldProps = {
  readonly field: Field;
  readonly path: string;
  /** Of all fields beside it. */
  readonly values: Values;
  readonly onChange: OnChange;
};

/** One field; of one that may be left out, a switch before it. */
function FieldView(props: FieldProps) {
  const { field, path, values, onChange } = props;
  const { isReadOnly } = useForm();
  const words = useFieldWords();
  const value = values[field.name];
  const isThere = value !== undefined && value !== null;
  if (!field.isOptional) return <Filled {...props} label={words.field(field.name)} />;
  // What can be empty in its own list needs no switch.
  if (["choice", "reference", "date", "value"].includes(field.shape.kind))
    return <Filled {...props} label={words.field(field.name)} canBeNone />;
  return (
    <>
      <Switch
        checked={isThere}
        disabled={isReadOnly}
        label={words.field(field.name)}
        onChange={(event) =>
          onChange(withValue(values, field.name, event.currentTarget.checked ? field.initial : field.absent), null)
        }
      />
      {isThere ? <Filled {...props} path={path} label={words.field(field.name)} isLabelHidden /> : null}
    </>
  );
}

type FilledProps = FieldProps & {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly canBeNone?: boolean;
};

function Filled(props: FilledProps) {
  const { field, path, values, onChange, label } = props;
  const form = useForm();
  const { t } = useI18n();
  const words = useFieldWords();
  const value = values[field.name];
  const set = (next: unknown, isTyped = false) => onChange(withValue(values, field.name, next), isTyped ? path : null);
  const error = useError(path, value, field.shape);
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

type Common = {
  readonly label?: string;
  readonly "aria-label"?: string;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onBlur: () => void;
};
type Set = (value: unknown, isTyped?: boolean) => void;

function ReferenceInput(
  props: FilledProps & {
    readonly shape: Extract<FieldShape, { kind: "reference" }>;
    readonly common: Common;
    readonly set: Set;
  },
) {
  const { field, values, shape, common, set } = props;
  const documents = useDocuments();
  const words = useFieldWords();
  const { t } = useI18n();
  const ownPipeline = useEditorState((state) => state.history.draft.pipelineId);
  const steps = useStepChoices();
  const beside = values["pipelineId"];
  const list =
    shape.of === "step" ? steps : (documents(shape.of, typeof beside === "string" ? beside : ownPipeline) ?? []);
  const extra = shape.extra.map((one) => ({ value: one, label: words.value(field.name, one) }));
  const value = values[field.name];
  const known = [...extra, ...list].flatMap((one) => ("items" in one ? one.items : [one]));
  const isGone = typeof value === "string" && value !== "" && !known.some((one) => one.value === value);
  return (
    <Select
      {...common}
      searchable
      clearable={props.canBeNone === true}
      placeholder={t(props.canBeNone === true ? `workflows.none` : "workflows.choose")}
      data={[...extra, ...list, ...(isGone ? [{ value, label: t("workflows.gone") }] : [])]}
      value={typeof value === "string" && value !== "" ? value : null}
      onChange={(next) => set(next ?? (field.isOptional ? field.absent : value))}
    />
  );
}

function useStepChoices() {
  const { names, say } = useWords();
  const editor = useEditor();
  const steps = useEditorState((state) => state.history.draft.definition.steps);
  return allSteps(steps).map((step, index) => ({
    value: step.id as string,
    label: `${index + 1}. ${say(describeStep(step, names, (id) => editor.step(id)))}`,
  }));
}

function ReferencesInput(props: {
  readonly common: Common;
  readonly of: ReferenceKind;
  readonly value: string[];
  readonly set: Set;
}) {
  const documents = useDocuments();
  const { t } = useI18n();
  const list = documents(props.of) ?? [];
  const known = new Set(list.flatMap((one) => ("items" in one ? one.items : [one])).map(({ value }) => value));
  const gone = props.value.filter((one) => !known.has(one)).map((one) => ({ value: one, label: t("workflows.gone") }));
  return (
    <MultiSelect
      {...props.common}
      searchable
      data={[...list, ...gone]}
      value={props.value}
      onChange={(next) => props.set(next)}
    />
  );
}

function DurationInput(
  props: FilledProps & { readonly units: readonly string[]; readonly error: string | null; readonly set: Set },
) {
  const words = useFieldWords();
  const form = useForm();
  const { amount, unit } = props.values[props.field.name] as { readonly amount: number; readonly unit: string };
  return (
    <Labelled label={props.label} error={props.error} isHidden={props.isLabelHidden === true}>
      <Group gap="xs" grow wrap="nowrap">
        <NumberInput
          aria-label={props.label}
          min={1}
          allowDecimal={false}
          value={amount}
          disabled={form.isReadOnly}
          onBlur={form.onLeave}
          onChange={(next) => typeof next === "number" && props.set({ amount: next, unit }, true)}
        />
        <Select
          aria-label={words.field("unit")}
          disabled={form.isReadOnly}
          data={props.units.map((one) => ({ value: one, label: words.value("unit", one) }))}
          value={unit}
          onChange={(next) => next !== null && props.set({ amount, unit: next })}
        />
      </Group>
    </Labelled>
  );
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

function WeekdaysInput(props: { readonly common: Common; readonly value: unknown; readonly set: Set }) {
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

function PropertyInput(
  props: FilledProps & { readonly shape: Extract<FieldShape, { kind: "property" }>; readonly common: Common },
) {
  const { shape, common, values, field, onChange } = props;
  const { say } = useWords();
  const words = useFieldWords();
  const object = shape.hasObject ? String(values["object"]) : "ticket";
  const choices = propertyChoices(
    say,
    (one) => words.value("object", one),
    (type, one) => (shape.only === "any" || type.kind === "date") && (shape.hasObject || one === "ticket"),
  );
  const value = values[field.name];
  return (
    <Select
      {...common}
      searchable
      data={choices}
      value={typeof value === "string" ? `${object}.${value}` : null}
      onChange={(next) => {
        const [nextObject = "ticket", property = ""] = (next ?? "").split(".");
        if (next === null) return;
        const after = withValue(values, field.name, property);
        onChange(shape.hasObject ? withValue(after, "object", nextObject) : after, null);
      }}
    />
  );
}

function ValueInput(props: FilledProps & { readonly common: Common; readonly set: Set }) {
  const { values, field, common, set } = props;
  const { say, names } = useWords();
  const { t } = useI18n();
  const documents = useDocuments();
  const property = values["property"];
  const choices =
    typeof property === "string"
      ? valueChoices("ticket", property, { say, names, documents: (kind) => documents(kind) })
      : null;
  const value = values[field.name];
  if (choices !== null)
    return (
      <Select
        {...common}
        clearable
        searchable
        placeholder={t("workflows.anyValue")}
        data={choices}
        value={typeof value === "string" ? value : null}
        onChange={(next) => set(next ?? undefined)}
      />
    );
  const isNumber = typeof property === "string" && propertyType("ticket", property)?.kind === "number";
  return (
    <TextInput
      {...common}
      placeholder={t("workflows.anyValue")}
      value={value === undefined || value === null ? "" : String(value)}
      onChange={({ currentTarget: { value: typed } }) =>
        set(typed === "" ? undefined : isNumber && Number.isFinite(Number(typed)) ? Number(typed) : typed, true)
      }
    />
  );
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

/** What is told at a field: that it is missing, at once; else what the desk says of it. */
function useError(path: string, value: unknown, shape: FieldShape): string | null {
  const { problems } = useForm();
  const { say, names } = useWords();
  const { t } = useI18n();
  const isMissing =
    (shape.kind === "text" && value === "") || (shape.kind === "words" && Array.isArray(value) && value.length === 0);
  const own = problems.find(
    ({ field }) =>
      field === path || (field.startsWith(`${path}.`) && shape.kind !== "group" && shape.kind !== "variants"),
  );
  if (own === undefined) return null;
  if (isMissing && own.key === "not-valid") return t("workflows.required");
  return own.key === "not-valid" ? t("workflows.notValid") : say(problemWords(own, names));
}
