import { Button, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Fields } from "#renderer/components/workflow/form/FieldView.tsx";
import { FormContext, type FormOf } from "#renderer/components/workflow/form/form-context.tsx";
import type { Values } from "#renderer/components/workflow/form/field-props.ts";
import { Labelled } from "#renderer/components/workflow/form/Labelled.tsx";
import { WeekFields } from "#renderer/components/workflow/panel/HoursField.tsx";
import { problemWords } from "#renderer/components/workflow/problems/problem-words.ts";
import { useTooLong } from "#renderer/components/use-too-long.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { MAX_WORKFLOW_NAME_CHARACTERS } from "#shared/automation/documents/workflow.ts";
import { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { GalleryEntry } from "#shared/contract/gallery.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { createTell, type MessageKey } from "#shared/i18n/index.ts";
import { PropertyValue } from "#shared/model/event.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { DefinitionWords } from "./DefinitionWords.tsx";
import { fieldOfParameter, initialValues, placeOfMistake, templatesOf } from "./gallery-fields.ts";
import { previewOf } from "./gallery-preview.ts";
import css from "./gallery.module.css";
import { useMistakes } from "./use-mistakes.ts";

const cx = classNamesOf(css);

/** One ready workflow: its places to fill in, and beside them what it would do, as it changes with them. */
export function GalleryForm(props: {
  readonly entry: GalleryEntry;
  readonly pipeline: PipelineView;
  readonly onMade: (id: WorkflowId) => void;
}) {
  const { entry, pipeline, onMade } = props;
  const { parameters } = entry;
  const { client } = useDesk();
  const { t, language } = useI18n();
  const { say, names } = useWords();
  const toasts = useToasts();
  const setup = useDeskState((state) => state.setup);
  const [name, setName] = useState(entry.name);
  const tooLong = useTooLong()(name, MAX_WORKFLOW_NAME_CHARACTERS);
  const [values, setValues] = useState<Values>(() => initialValues(parameters));
  // A place that nobody has come to is not told to be empty, until it is meant to be done.
  const [touched, setTouched] = useState<ReadonlySet<string> | "all">(new Set());
  const [isMaking, setMaking] = useState(false);

  const built = useMemo(
    () => previewOf(entry.key, setup, pipeline, language, values),
    [entry.key, setup, pipeline, language, values],
  );
  const definition = built.ok ? built.definition : null;
  const mistakes = useMistakes(definition, pipeline.id);
  const placed = mistakes.map((mistake) => ({ mistake, field: placeOfMistake(mistake.path, parameters) }));
  const form: FormOf = {
    id: entry.key,
    isReadOnly: false,
    templates: templatesOf(parameters),
    pipelineId: pipeline.id,
    labels: Object.fromEntries(
      parameters.map((one) => [one.name, createTell(language)(`gallery.parameter.${one.name}` as MessageKey)]),
    ),
    problems: [
      ...(built.ok ? [] : built.issues)
        .map(({ path }) => path.slice("parameters.".length))
        .filter((path) => touched === "all" || touched.has(path.split(".")[0] ?? ""))
        .map((field) => ({
          key: "not-valid",
          about: "",
          path: field,
          boxId: entry.key,
          field,
          level: "error" as const,
        })),
      ...placed.flatMap(({ mistake, field }) =>
        field === null ? [] : [{ ...mistake, boxId: entry.key, field, level: "error" as const }],
      ),
    ],
    onLeave: () => undefined,
  };
  const change = (next: Values): void => {
    const changed = parameters.filter((one) => next[one.name] !== values[one.name]).map((one) => one.name);
    setValues(next);
    if (touched !== "all") setTouched(new Set([...touched, ...changed]));
  };
  const make = async (): Promise<void> => {
    setTouched("all");
    if (definition === null || mistakes.length > 0 || tooLong !== null) return;
    setMaking(true);
    try {
      const made = await client.gallery.add({
        key: entry.key,
        language,
        pipelineId: pipeline.id,
        parameters: plain(values),
        ...(name.trim() === "" ? {} : { name: name.trim() }),
      });
      onMade(made.id);
    } catch (error) {
      setMaking(false);
      toasts.failed(error);
    }
  };
  return (
    <form
      className={cx("chosen")}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <div>
        <h2>{entry.name}</h2>
        <p className={cx("description")}>{entry.description}</p>
      </div>
      <div className={cx("halves")}>
        <FormContext value={form}>
          <div className={cx("fields")}>
            <h3>{t("workflows.gallery.fill")}</h3>
            <TextInput
              label={t("workflows.name")}
              error={tooLong}
              dir="auto"
              placeholder={entry.name}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {parameters.map((parameter) => {
              const field = fieldOfParameter(parameter);
              if (field !== null)
                return <Fields key={parameter.name} fields={[field]} values={values} onChange={change} />;
              const hours = BusinessHours.safeParse(values[parameter.name]);
              if (!hours.success) return null;
              return (
                <Labelled key={parameter.name} label={form.labels?.[parameter.name] ?? ""}>
                  <WeekFields hours={hours.data} onChange={(next) => change({ ...values, [parameter.name]: next })} />
                </Labelled>
              );
            })}
          </div>
        </FormContext>
        <section aria-label={t("workflows.gallery.does")}>
          <h3>{t("workflows.gallery.does")}</h3>
          {definition === null ? (
            <Text size="sm" c="dimmed">
              {t("workflows.gallery.missing")}
            </Text>
          ) : (
            <DefinitionWords definition={definition} />
          )}
          {placed.some(({ field }) => field === null) ? (
            <ul className={cx("problems")} role="alert">
              {placed
                .filter(({ field }) => field === null)
                .map(({ mistake }) => (
                  <li key={`${mistake.path} ${mistake.key}`}>{say(problemWords(mistake, names))}</li>
                ))}
            </ul>
          ) : null}
        </section>
      </div>
      <div className={cx("foot")}>
        <Text size="sm" c="dimmed">
          {t("workflows.gallery.off")}
        </Text>
        <Button type="submit" loading={isMaking}>
          {t("workflows.gallery.add")}
        </Button>
      </div>
    </form>
  );
}

/** As the contract takes them: plain JSON. */
function plain(values: Values): Record<string, PropertyValue> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, PropertyValue.parse(value)]));
}
