import { Checkbox, MultiSelect, Radio, Select, Stack, Switch, Textarea } from "@mantine/core";
import { IconBolt } from "@tabler/icons-react";
import type { Reenrolment, WorkflowDefinition } from "#shared/automation/definition.ts";
import { describeTrigger } from "#shared/automation/describe/describe.ts";
import { CancelReason } from "#shared/model/cancel-reason.ts";
import { SourceKind } from "#shared/model/ticket.ts";
import type { PipelineId } from "#shared/model/ids.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { TRIGGERS_ID } from "../editor/flow-graph.ts";
import { useEditor, useEditorState } from "../editor/editor-context.tsx";
import { FilterField } from "../form/FilterField.tsx";
import { useFieldWords } from "../form/form-context.tsx";
import { MatchingNow } from "../form/MatchingNow.tsx";
import { HoursField } from "./HoursField.tsx";
import { Panel } from "./Panel.tsx";
import css from "./Panel.module.css";
import { TriggerList } from "./TriggerList.tsx";

const cx = classNamesOf(css);

/** What sets the workflow off, for which tickets, how often, and what else is true of all of it. */
export function SettingsPanel() {
  const { t } = useI18n();
  const editor = useEditor();
  const words = useFieldWords();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const pipelineId = useEditorState((state) => state.history.draft.pipelineId);
  const { triggers, filter, sources, businessHours } = useEditorState((state) => state.history.draft.definition);
  return (
    <Panel boxId={TRIGGERS_ID} title={t("workflows.triggers")} icon={<IconBolt size={18} stroke={1.75} aria-hidden />}>
      <TriggerList />
      <section className={cx("section")}>
        <h3>{t("workflows.onlyTickets")}</h3>
        <p className={cx("text")}>{t("workflows.onlyTickets.text")}</p>
        <FilterField filter={filter} path="filter" onChange={(next, field) => editor.change({ filter: next }, field)} />
        <MatchingNow question={{ pipelineId, triggers, filter, sources, businessHours }} />
      </section>
      <section className={cx("section")}>
        <h3>{t("workflows.sources")}</h3>
        <MultiSelect
          aria-label={t("workflows.sources")}
          description={t("workflows.sources.text")}
          disabled={!mayEdit}
          data={SourceKind.options.map((source) => ({ value: source, label: words.outcome(source) }))}
          value={sources}
          error={sources.length === 0 ? t("workflows.required") : null}
          onChange={(next) => editor.change({ sources: next })}
        />
      </section>
      <Again />
      <Leaving />
      <section className={cx("section")}>
        <h3>{t("workflows.hours")}</h3>
        <HoursField hours={businessHours} onChange={(next, field) => editor.change({ businessHours: next }, field)} />
      </section>
      <Details />
    </Panel>
  );
}

/** F4 */
function Again() {
  const { t } = useI18n();
  const editor = useEditor();
  const { names, say } = useWords();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const { triggers, reenrolment } = useEditorState((state) => state.history.draft.definition);
  const put = (next: Reenrolment) => editor.change({ reenrolment: next });
  const chosen: readonly string[] = reenrolment.kind === "on" ? reenrolment.triggerIds : [];
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.again")}</h3>
      <Radio.Group
        aria-label={t("workflows.again")}
        value={reenrolment.kind}
        onChange={(kind) =>
          put(
            kind === "on"
              ? { kind, triggerIds: triggers.map(({ id }) => id) }
              : { kind: kind === "always" ? "always" : "never" },
          )
        }
      >
        <Stack gap="xs">
          {(["never", "always", "on"] as const).map((kind) => (
            <Radio key={kind} value={kind} disabled={!mayEdit} label={t(`workflows.again.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {reenrolment.kind === "on"
        ? triggers.map((trigger) => (
            <Checkbox
              key={trigger.id}
              label={say(describeTrigger(trigger, names))}
              checked={chosen.includes(trigger.id)}
              // The last one stays: none of them would be never.
              disabled={!mayEdit || (chosen.length === 1 && chosen.includes(trigger.id))}
              onChange={(event) =>
                put({
                  kind: "on",
                  triggerIds: triggers
                    .map(({ id }) => id)
                    .filter((id) => (id === trigger.id ? event.currentTarget.checked : chosen.includes(id))),
                })
              }
            />
          ))
        : null}
    </section>
  );
}

const NOBODY: NonNullable<WorkflowDefinition["unenrolment"]["filter"]> = { match: "all", parts: [] };

function Leaving() {
  const { t } = useI18n();
  const editor = useEditor();
  const words = useFieldWords();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const { on, filter } = useEditorState((state) => state.history.draft.definition.unenrolment);
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.leaving")}</h3>
      <MultiSelect
        label={t("workflows.leaving.on")}
        disabled={!mayEdit}
        data={CancelReason.options.map((reason) => ({ value: reason, label: words.value("cancelOn", reason) }))}
        value={on}
        onChange={(next) => editor.change({ unenrolment: { on: next, filter } })}
      />
      <Switch
        label={t("workflows.leaving.filter")}
        checked={filter !== null}
        disabled={!mayEdit}
        onChange={(event) =>
          editor.change({ unenrolment: { on, filter: event.currentTarget.checked ? NOBODY : null } })
        }
      />
      {filter === null ? null : (
        <FilterField
          filter={filter}
          path="unenrolment.filter"
          onChange={(next, field) => editor.change({ unenrolment: { on, filter: next } }, field)}
        />
      )}
    </section>
  );
}

function Details() {
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const hasOwnPlace = useEditorState((state) => state.hasOwnPlace);
  const { description, pipelineId, overridesRules } = useEditorState((state) => state.history.draft);
  const pipelines = useDeskState((state) => state.setup.pipelines);
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.details")}</h3>
      <Textarea
        label={t("workflows.description")}
        disabled={!mayEdit}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={description}
        onBlur={editor.leaveField}
        onChange={(event) => editor.change({ description: event.currentTarget.value }, "description")}
      />
      <Select
        label={t("workflows.pipeline")}
        description={hasOwnPlace ? t("workflows.pipeline.fixed") : undefined}
        disabled={!mayEdit || hasOwnPlace}
        data={[
          { value: "", label: t("workflows.everyPipeline") },
          ...pipelines.map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
        value={pipelineId ?? ""}
        onChange={(next) => editor.change({ pipelineId: next === "" || next === null ? null : (next as PipelineId) })}
      />
      <Switch
        label={t("workflows.overrides")}
        description={t("workflows.overrides.text")}
        disabled={!mayEdit}
        checked={overridesRules}
        onChange={(event) => editor.change({ overridesRules: event.currentTarget.checked })}
      />
    </section>
  );
}
