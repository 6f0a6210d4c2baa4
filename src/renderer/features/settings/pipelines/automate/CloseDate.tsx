import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { Section } from "../../form/Section.tsx";
import { SettingSwitch } from "../../form/SettingSwitch.tsx";
import { useMayChange } from "../../form/use-access.ts";

/** C3: the two switches of the close date. */
export function CloseDate({ pipeline }: { readonly pipeline: PipelineView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  return (
    <Section title={t("settings.closeDate.title")} text={t("settings.closeDate.text")}>
      <SettingSwitch
        label={t("settings.closeDate.set")}
        checked={pipeline.closeDate.setOnClose}
        disabled={!mayChange}
        onSave={(setOnClose) => client.pipelines.update({ id: pipeline.id, closeDate: { setOnClose } })}
      />
      <SettingSwitch
        label={t("settings.closeDate.clear")}
        checked={pipeline.closeDate.clearOnReopen}
        disabled={!mayChange}
        onSave={(clearOnReopen) => client.pipelines.update({ id: pipeline.id, closeDate: { clearOnReopen } })}
      />
    </Section>
  );
}
