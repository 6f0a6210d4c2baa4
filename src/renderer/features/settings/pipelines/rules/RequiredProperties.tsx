import { MultiSelect } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";
import type { PropertyId } from "#shared/model/setup/property.ts";
import { isOffered } from "#shared/rules/properties/options.ts";
import { RequirableProperty } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { requiredOf, withRequired, withRequiredValues } from "./required.ts";
import css from "./RequiredProperties.module.css";
import type { SaveRules } from "./save-rules.ts";

const cx = classNamesOf(css);

/** G4: which properties a ticket needs to enter each stage. */
export function RequiredProperties({ pipeline, save }: { readonly pipeline: PipelineView; readonly save: SaveRules }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const own = useDeskState((state) => state.setup.properties);
  const { requiredProperties, requiredValues = {} } = pipeline.rules;
  const required = useAhead({ requiredProperties, requiredValues });
  const change = async (stageId: StageId, properties: readonly string[]): Promise<void> => {
    const next = {
      requiredProperties: withRequired(required.shown.requiredProperties, stageId, properties),
      requiredValues: withRequiredValues(required.shown.requiredValues, stageId, properties),
    };
    required.choose(next);
    const isOwn = JSON.stringify(next.requiredValues) !== JSON.stringify(required.shown.requiredValues);
    const changes = isOwn ? next : { requiredProperties: next.requiredProperties };
    if (!(await saving.run(() => save(changes)))) required.forget();
  };
  return (
    <Section
      title={t("settings.rules.G4")}
      text={<>{t("settings.rules.G4.text")}</>}
      action={<SavedMark state={saving.state} />}
    >
      <div className={cx("table")}>
        {pipeline.stages.map((stage) => {
          const ofStage: readonly PropertyId[] = required.shown.requiredValues[stage.id] ?? [];
          const properties: string[] = [...requiredOf(required.shown.requiredProperties, stage.id), ...ofStage];
          return (
            <div key={stage.id} className={cx("row")}>
              <span className={cx("stage")}>
                <StageDot stage={stage} /> {stage.name}
              </span>
              <MultiSelect
                aria-label={t("settings.rules.G4.of", { stage: stage.name })}
                placeholder={properties.length === 0 ? t("settings.rules.G4.none") : ""}
                disabled={!mayChange}
                data={[
                  ...RequirableProperty.options.map((property) => ({
                    value: property as string,
                    label: t(`property.${property}`),
                  })),
                  ...own
                    .filter((property) => isOffered(property) || ofStage.includes(property.id))
                    .map(({ id, name }) => ({ value: id, label: name })),
                  // One that is gone can be taken off.
                  ...ofStage
                    .filter((id) => !own.some((property) => property.id === id))
                    .map((id) => ({ value: id, label: t("properties.deleted") })),
                ]}
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
