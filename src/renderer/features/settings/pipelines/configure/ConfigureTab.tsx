import { Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { NameField } from "../../form/NameField.tsx";
import { SavedMark } from "../../form/SavedMark.tsx";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { useSavePipeline } from "../use-save-pipeline.ts";
import { StageList } from "./StageList.tsx";

/**
 * A2: a pipeline's name and its stages.
 * @rule A2
 */
export function ConfigureTab({ pipeline }: { readonly pipeline: PipelineView }) {
  const save = useSavePipeline(pipeline);
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const name = useAhead(pipeline.name);
  const rename = async (next: string): Promise<void> => {
    name.choose(next);
    if (!(await saving.run(() => save({ name: next })))) name.forget();
  };
  return (
    <>
      <Section title={t("settings.name")} action={<SavedMark state={saving.state} />}>
        <div style={{ maxWidth: 360 }}>
          <NameField
            name={name.shown}
            label={t("settings.pipeline.name")}
            maxChars={MAX_NAME_CHARS}
            disabled={!mayChange}
            onRename={(next) => void rename(next)}
            size="sm"
          />
        </div>
      </Section>
      <Section title={t("settings.stages.title")} text={t("settings.stages.text")}>
        <StageList pipeline={pipeline} />
        <Text size="xs" c="dimmed" mt="sm">
          {t("settings.stages.keys")}
        </Text>
      </Section>
    </>
  );
}

/** As the model has it. */
const MAX_NAME_CHARS = 80;
