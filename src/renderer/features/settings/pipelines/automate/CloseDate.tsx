import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { Section } from "../../form/Section.tsx";
import { SettingSwitch } from "../../form/SettingSwitch.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useSavePipeline } from "../use-save-pipeline.ts";

/** C3: the two switches of the close date. */
export function CloseDate({ pipeline }: { readonly pipeline: PipelineView }) {
  const save = useSavePipeline(pipeline);
  const { t } = useI18n();
  const mayChange = useMayChange();
  return (
    <Section title={t("settings.closeDate.title")} text={t("settings.closeDate.text")}>
      <SettingSwitch
        label={t("settings.closeDate.set")}
        checked={pipeline.closeDate.setOnClose}
        disabled={!mayChange}
        onSave={(setOnClose) => save({ closeDate: { setOnClose } })}
      />
      <SettingSwitch
        label={t("settings.closeDate.clear")}
        checked={pipeline.closeDate.clearOnReopen}
        disabled={!mayChange}
        onSave={(clearOnReopen) => save({ closeDate: { clearOnReopen } })}
      />
    </Section>
  );
}
