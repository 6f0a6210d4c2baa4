import { Alert, MultiSelect, Switch } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";
import { beginsClosed } from "#shared/rules/pipeline-rules/begins-closed.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { Section } from "../../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import type { SaveRules } from "./save-rules.ts";

/** G3: in which stages new tickets may begin. */
export function NewTicketStages({ pipeline, save }: { readonly pipeline: PipelineView; readonly save: SaveRules }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const chosen = useAhead<StageId[] | null>(pipeline.rules.newTicketStageIds);
  const change = async (newTicketStageIds: StageId[] | null): Promise<void> => {
    chosen.choose(newTicketStageIds);
    if (!(await saving.run(() => save({ newTicketStageIds })))) chosen.forget();
  };
  // Beginning with the first stage: a rule that allows none would stop every new ticket.
  const turn = (on: boolean): Promise<void> => change(on ? pipeline.stages.slice(0, 1).map(({ id }) => id) : null);
  const choose = (ids: readonly string[]): void => {
    const known = pipeline.stages.map(({ id }) => id).filter((id) => ids.includes(id));
    if (known.length > 0) void change(known);
  };
  return (
    <Section
      title={t("settings.rules.newTickets")}
      text={t("settings.rules.newTicketsText")}
      action={<SavedMark state={saving.state} />}
    >
      <Switch
        checked={chosen.shown !== null}
        disabled={!mayChange}
        onChange={(event) => void turn(event.currentTarget.checked)}
        label={<>{t("settings.rules.G3")}</>}
      />
      {chosen.shown === null ? null : (
        <MultiSelect
          mt="sm"
          maw={480}
          label={t("settings.rules.G3.stages")}
          description={t("settings.rules.G3.text")}
          disabled={!mayChange}
          data={pipeline.stages.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen.shown}
          onChange={choose}
        />
      )}
      {beginsClosed({ ...pipeline, rules: { ...pipeline.rules, newTicketStageIds: chosen.shown } }) ? (
        <Alert mt="sm" maw={480} color="yellow" variant="light" role="status">
          {t("settings.rules.G3.closed")}
        </Alert>
      ) : null}
    </Section>
  );
}
