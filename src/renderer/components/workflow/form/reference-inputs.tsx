import { MultiSelect, Select } from "@mantine/core";
import type { ReferenceKind } from "#shared/automation/filters/properties.ts";
import { describeStep } from "#shared/automation/describe/describe.ts";
import { allSteps } from "#shared/automation/edit-steps/places.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { useFieldWords, useForm } from "./form-context.tsx";
import type { CommonProps, FilledProps, SetValue } from "./field-props.ts";
import type { FieldShape } from "./fields.ts";
import { useDocuments, type Choices } from "./use-documents.ts";

type Props = FilledProps & {
  readonly shape: Extract<FieldShape, { kind: "reference" }>;
  readonly common: CommonProps;
  readonly set: SetValue;
};

/** One document of the desk, or a step of the workflow; one that is gone stays chosen and says so. */
export function ReferenceInput(props: Props) {
  return props.shape.of === "step" ? <StepInput {...props} /> : <DocumentInput {...props} of={props.shape.of} />;
}

function StepInput(props: Props) {
  return <OneOf {...props} list={useStepChoices()} />;
}

function DocumentInput({ of, ...props }: Props & { readonly of: ReferenceKind }) {
  const documents = useDocuments();
  const { pipelineId } = useForm();
  const beside = props.values["pipelineId"];
  return <OneOf {...props} list={documents(of, typeof beside === "string" ? beside : pipelineId) ?? []} />;
}

function OneOf({ list, ...props }: Props & { readonly list: Choices }) {
  const { field, values, shape, common, set } = props;
  const words = useFieldWords();
  const { t } = useI18n();
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

/** Several documents of one kind. */
export function ReferencesInput(props: {
  readonly common: CommonProps;
  readonly of: ReferenceKind;
  readonly value: string[];
  readonly set: SetValue;
}) {
  const documents = useDocuments();
  const { pipelineId } = useForm();
  const { t } = useI18n();
  const list = documents(props.of, pipelineId) ?? [];
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
