import { Select } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { PipelineRules } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { Section } from "../../form/Section.tsx";
import { SettingSwitch } from "../../form/SettingSwitch.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { IdleRule } from "./IdleRule.tsx";
import { NewTicketStages } from "./NewTicketStages.tsx";
import { RequiredProperties } from "./RequiredProperties.tsx";
import { useSavePipeline } from "../use-save-pipeline.ts";
import type { SaveRules } from "./save-rules.ts";

/** Section G: what moves and edits the pipeline allows. */
export function RulesTab({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const { rules } = pipeline;
  const saveSettings = useSavePipeline(pipeline);
  const save: SaveRules = (rulesGiven) => saveSettings({ rules: rulesGiven });
  return (
    <>
      <Section title={t("settings.rules.moves")} text={t("settings.rules.movesText")}>
        <SettingSwitch
          label={t("settings.rules.G1")}
          description={t("settings.rules.G1.text")}
          checked={rules.preventBackward}
          disabled={!mayChange}
          onSave={(preventBackward) => save({ preventBackward })}
          note={<IdleRule rule="G1" />}
        />
        <SettingSwitch
          label={t("settings.rules.G2")}
          description={t("settings.rules.G2.text")}
          checked={rules.preventSkipping}
          disabled={!mayChange}
          onSave={(preventSkipping) => save({ preventSkipping })}
        />
      </Section>
      <NewTicketStages pipeline={pipeline} save={save} />
      <RequiredProperties pipeline={pipeline} save={save} />
      <ClosedEditors pipeline={pipeline} save={save} />
    </>
  );
}

const EDITORS = ["everyone", "owner", "admins"] as const satisfies readonly PipelineRules["closedEditors"][];

function ClosedEditors({ pipeline, save }: { readonly pipeline: PipelineView; readonly save: SaveRules }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const editors = useAhead(pipeline.rules.closedEditors);
  const change = async (value: string | null): Promise<void> => {
    const closedEditors = EDITORS.find((known) => known === value);
    if (closedEditors === undefined) return;
    editors.choose(closedEditors);
    if (!(await saving.run(() => save({ closedEditors })))) editors.forget();
  };
  return (
    <Section
      title={t("settings.rules.G5")}
      text={t("settings.rules.G5.text")}
      action={<SavedMark state={saving.state} />}
    >
      <Select
        label={<>{t("settings.rules.G5.label")}</>}
        w={320}
        disabled={!mayChange}
        data={EDITORS.map((value) => ({ value, label: t(`settings.rules.G5.${value}`) }))}
        value={editors.shown}
        onChange={(value) => void change(value)}
      />
      <IdleRule rule="G5" />
    </Section>
  );
}
