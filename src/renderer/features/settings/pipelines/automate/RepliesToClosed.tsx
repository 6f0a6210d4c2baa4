import { Button, Group, NumberInput, Radio, Stack, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { ReopenPolicy } from "#shared/model/setup/pipeline.ts";
import { place, richText } from "../../form/rich-text.tsx";
import { SavedMark } from "../../form/SavedMark.tsx";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { useSavePipeline } from "../use-save-pipeline.ts";

const DEFAULT_DAYS = 14;
/** As the model has it. */
const MAX_DAYS = 3_650;

/** D6 or D10: what a reply to a closed ticket does. */
export function RepliesToClosed({ pipeline }: { readonly pipeline: PipelineView }) {
  const saveSettings = useSavePipeline(pipeline);
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const policy = useAhead<ReopenPolicy>(pipeline.reopen);
  const shown = policy.shown;
  const [typedDays, setTypedDays] = useState<number | null>(null);
  const days = typedDays ?? (shown.kind === "within-days" ? shown.days : DEFAULT_DAYS);
  const changed = shown.kind === "within-days" && days !== shown.days;

  const save = async (reopen: ReopenPolicy): Promise<void> => {
    policy.choose(reopen);
    setTypedDays(null);
    if (!(await saving.run(() => saveSettings({ reopen })))) policy.forget();
  };
  return (
    <Section
      title={t("settings.reopen.title")}
      text={t("settings.reopen.text")}
      action={<SavedMark state={saving.state} />}
    >
      <Radio.Group
        value={shown.kind}
        onChange={(kind) => void save(kind === "within-days" ? { kind, days } : { kind: "first-open-stage" })}
        // The section's title says it to the eye.
        label={<VisuallyHidden>{t("settings.reopen.title")}</VisuallyHidden>}
        styles={{ label: { position: "absolute" } }}
      >
        <Stack gap="xs">
          <Radio value="first-open-stage" disabled={!mayChange} label={<>{t("settings.reopen.always")}</>} />
          <Group gap="xs">
            <Radio
              value="within-days"
              disabled={!mayChange}
              label={
                <>
                  {richText(t("settings.reopen.within", { days: place("days") }), {
                    days: <strong>{days}</strong>,
                  })}{" "}
                </>
              }
            />
          </Group>
          {shown.kind === "within-days" ? (
            <Group gap="xs" ml={28}>
              <NumberInput
                aria-label={t("settings.reopen.days")}
                w={90}
                min={1}
                max={MAX_DAYS}
                allowDecimal={false}
                clampBehavior="strict"
                disabled={!mayChange}
                value={days}
                onChange={(value) => setTypedDays(typeof value === "number" && value >= 1 ? value : null)}
              />
              {t("settings.reopen.days")}
              {changed ? (
                <Button disabled={!mayChange} onClick={() => void save({ kind: "within-days", days })}>
                  {t("shell.save")}
                </Button>
              ) : null}
            </Group>
          ) : null}
        </Stack>
      </Radio.Group>
    </Section>
  );
}
