import { MultiSelect } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";
import { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { requiredOf, withRequired } from "./required.ts";
import css from "./RequiredProperties.module.css";
import type { SaveRules } from "./save-rules.ts";

const cx = classNamesOf(css);

/** G4: which properties a ticket needs to enter each stage. */
export function RequiredProperties({ pipeline, save }: { readonly pipeline: PipelineView; readonly save: SaveRules }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const required = useAhead(pipeline.rules.requiredProperties);
  const change = async (stageId: StageId, properties: readonly string[]): Promise<void> => {
    const requiredProperties = withRequired(required.shown, stageId, properties);
    required.choose(requiredProperties);
    if (!(await saving.run(() => save({ requiredProperties })))) required.forget();
  };
  return (
    <Section
      title={t("settings.rules.G4")}
      text={<>{t("settings.rules.G4.text")}</>}
      action={<SavedMark state={saving.state} />}
    >
      <div className={cx("table")}>
        {pipeline.stages.map((stage) => {
          const properties = requiredOf(required.shown, stage.id);
          return (
            <div key={stage.id} className={cx("row")}>
              <span className={cx("stage")}>
                <StageDot stage={stage} /> {stage.name}
              </span>
              <MultiSelect
                aria-label={t("settings.rules.G4.of", { stage: stage.name })}
                placeholder={properties.length === 0 ? t("settings.rules.G4.none") : ""}
                disabled={!mayChange}
                data={RequirableProperty.options.map((property) => ({
                  value: property,
                  label: t(`property.${property}`),
                }))}
                value={properties}
                onChange={(next) => void change(stage.id, next)}
              />
            </div>
          );
        })}
      </div>
    </Section>
  );
}
