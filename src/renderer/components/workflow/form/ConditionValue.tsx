import { Group, MultiSelect, NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { type Condition, SPAN_UNITS } from "#shared/automation/filters/filter.ts";
import { propertyType } from "#shared/automation/filters/properties.ts";
import { ME } from "#shared/automation/ticket-views/me.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { valueChoices, type PropertySays } from "./choices.ts";
import { textValuesOf } from "./conditions.ts";
import { DateInput } from "./date-inputs.tsx";
import { useFieldWords, useForm } from "./form-context.tsx";
import { AmountAndUnit } from "./time-inputs.tsx";
import { type Choices, useDocuments } from "./use-documents.ts";

export type ConditionProps = {
  readonly condition: Condition;
  readonly path: string;
  readonly onChange: (condition: Condition, field: string | null) => void;
};

type PropsOf<Part extends string> = Omit<ConditionProps, "condition"> & {
  readonly condition: Extract<Condition, Record<Part, unknown>>;
};

/** What the operator asks for. */
export function ConditionValue({ condition, path, onChange }: ConditionProps) {
  const form = useForm();
  const words = useFieldWords();
  const documents = useDocuments();
  const { say, names } = useWords();
  const { t } = useI18n();
  const me = form.hasMe === true ? [{ value: ME, label: t("views.me") }] : [];
  const says: PropertySays = {
    say,
    names,
    documents: (kind) => (kind === "user" ? [...me, ...(documents(kind) ?? [])] : documents(kind)),
  };
  const label = words.field("value");
  const common = { "aria-label": label, disabled: form.isReadOnly, onBlur: form.onLeave };
  if ("values" in condition) {
    const choices = withGone(
      valueChoices(condition.object, condition.property, says),
      condition.values,
      t("workflows.gone"),
    );
    const set = (values: string[]) => onChange({ ...condition, values }, null);
    return choices === null ? (
      <TagsInput {...common} value={condition.values} splitChars={[","]} onChange={set} />
    ) : (
      <MultiSelect {...common} searchable data={choices} value={condition.values} onChange={set} />
    );
  }
  if ("value" in condition) {
    const choices = withGone(
      valueChoices(condition.object, condition.property, says),
      textValuesOf(condition),
      t("workflows.gone"),
    );
    return choices === null ? (
      <TextInput
        {...common}
        value={condition.value}
        onChange={(event) => onChange({ ...condition, value: event.currentTarget.value }, path)}
      />
    ) : (
      <Select
        {...common}
        searchable
        data={choices}
        value={textValuesOf(condition)[0] ?? null}
        onChange={(value) => value !== null && onChange({ ...condition, value }, null)}
      />
    );
  }
  if ("number" in condition)
    return (
      <NumberInput
        {...common}
        value={condition.number}
        onChange={(number) => typeof number === "number" && onChange({ ...condition, number }, path)}
      />
    );
  if ("atEpochMs" in condition)
    return (
      <DateInput
        {...common}
        value={condition.atEpochMs}
        onChange={(atEpochMs) => atEpochMs !== null && onChange({ ...condition, atEpochMs }, null)}
      />
    );
  if ("span" in condition)
    return (
      <AmountAndUnit
        label={label}
        units={SPAN_UNITS}
        value={condition.span}
        onChange={(span, isTyped) => onChange({ ...condition, span }, isTyped ? path : null)}
      />
    );
  if ("from" in condition) return <RangeInput {...{ condition, path, onChange }} />;
  if ("author" in condition) return <AuthorInput {...{ condition, path, onChange }} label={label} />;
  return null;
}

/** What is named and gone by now stays in sight, so that it can be taken out. */
function withGone(choices: Choices | null, values: readonly string[], gone: string): Choices | null {
  if (choices === null) return null;
  const known = new Set(choices.flatMap((one) => ("items" in one ? one.items : [one])).map(({ value }) => value));
  return [...choices, ...values.filter((value) => !known.has(value)).map((value) => ({ value, label: gone }))];
}

/** From one value to another, of dates or of numbers. */
function RangeInput({ condition, path, onChange }: PropsOf<"from">) {
  const form = useForm();
  const words = useFieldWords();
  const common = { disabled: form.isReadOnly, onBlur: form.onLeave };
  const isDate = propertyType(condition.object, condition.property)?.kind === "date";
  const both = (["from", "to"] as const).map((end) => ({ end, label: words.field(end), value: condition[end] }));
  return (
    <Group gap="xs" grow wrap="nowrap">
      {both.map(({ end, label: name, value }) =>
        isDate ? (
          <DateInput
            key={end}
            {...common}
            aria-label={name}
            value={value}
            onChange={(at) => at !== null && onChange({ ...condition, [end]: at }, null)}
          />
        ) : (
          <NumberInput
            key={end}
            {...common}
            aria-label={name}
            value={value}
            onChange={(at) => typeof at === "number" && onChange({ ...condition, [end]: at }, `${path}.${end}`)}
          />
        ),
      )}
    </Group>
  );
}

/** Who changed it. */
function AuthorInput({ condition, label, onChange }: PropsOf<"author"> & { readonly label: string }) {
  const form = useForm();
  const words = useFieldWords();
  const documents = useDocuments();
  const common = { "aria-label": label, disabled: form.isReadOnly, onBlur: form.onLeave };
  const { author } = condition;
  const own =
    "userId" in author
      ? `user ${author.userId}`
      : "workflowId" in author
        ? `workflow ${author.workflowId}`
        : author.kind;
  const of = (kind: "user" | "workflow") =>
    (documents(kind) ?? []).flatMap((one) =>
      "items" in one ? [] : [{ value: `${kind} ${one.value}`, label: one.label }],
    );
  return (
    <Select
      {...common}
      searchable
      data={[
        ...(["anybody", "any-user", "any-workflow", "rule"] as const).map((kind) => ({
          value: kind as string,
          label: words.value("author", kind),
        })),
        { group: words.value("author", "user"), items: of("user") },
        { group: words.value("author", "workflow"), items: of("workflow") },
      ]}
      value={own}
      onChange={(next) => {
        const [kind = "anybody", id = ""] = (next ?? own).split(" ");
        const named =
          kind === "user" ? { kind, userId: id } : kind === "workflow" ? { kind, workflowId: id } : { kind };
        onChange({ ...condition, author: named } as Condition, null);
      }}
    />
  );
}
