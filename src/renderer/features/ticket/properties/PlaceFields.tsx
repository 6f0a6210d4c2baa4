import { Select } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageDot } from "#renderer/components/StageBadge.tsx";
import { useMoveTicket } from "#renderer/components/move/use-move-ticket.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "../ticket-context.tsx";
import css from "./Properties.module.css";
import { PropertyRow } from "./PropertyRow.tsx";

const cx = classNamesOf(css);
const FIELD = { input: cx("control"), section: cx("section") };

/** Status and pipeline: changing either is a move, with its rules. */
export function PlaceFields() {
  const { record } = useTicket();
  const { ticket } = record;
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const move = useMoveTicket();
  const pipeline = pipelines.find(({ id }) => id === ticket.pipelineId);
  const stage = pipeline?.stages.find(({ id }) => id === ticket.stageId);
  const stages = pipeline?.stages ?? [];

  const toStage = (id: string | null): void => {
    const chosen = stages.find((candidate) => candidate.id === id);
    if (pipeline !== undefined && chosen !== undefined)
      void move(ticket, { pipelineId: pipeline.id, stageId: chosen.id });
  };
  const toPipeline = (id: string | null): void => {
    const target = pipelines.find((candidate) => candidate.id === id);
    // A closed ticket stays closed where the other pipeline lets it: nobody reopens by moving.
    const kind = stage?.kind ?? "open";
    const first = target?.stages.find((candidate) => candidate.kind === kind) ?? target?.stages[0];
    if (target !== undefined && first !== undefined) void move(ticket, { pipelineId: target.id, stageId: first.id });
  };

  return (
    <>
      <PropertyRow label={t("ticket.property.status")}>
        <Select
          aria-label={t("ticket.property.status")}
          data={stages.map(({ id, name }) => ({ value: id, label: name }))}
          value={ticket.stageId}
          onChange={toStage}
          leftSection={stage === undefined ? undefined : <StageDot stage={stage} />}
          renderOption={({ option }) => {
            const shown = stages.find(({ id }) => id === option.value);
            return (
              <span style={{ display: "flex", alignItems: "center", gap: 8 }}>
                {shown === undefined ? null : <StageDot stage={shown} />}
                {option.label}
              </span>
            );
          }}
          classNames={FIELD}
        />
      </PropertyRow>
      {pipelines.length < 2 ? null : (
        <PropertyRow label={t("ticket.property.pipeline")}>
          <Select
            aria-label={t("ticket.property.pipeline")}
            data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            value={ticket.pipelineId}
            onChange={toPipeline}
            classNames={FIELD}
          />
        </PropertyRow>
      )}
    </>
  );
}
