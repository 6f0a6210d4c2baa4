import { Kbd, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../class-names.ts";
import { FoundList, FoundRow } from "../found/FoundList.tsx";
import { StageDot } from "../StageBadge.tsx";
import { isFoundBy, rankOf } from "../word-match.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import type { MoveTarget } from "../../state/pending-move.ts";
import { foreseeMove, type Movable } from "./foresee-move.ts";
import css from "./MoveList.module.css";
import { refusalText } from "./refusal-text.ts";
import { stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";

const cx = classNamesOf(css);

type Place = { readonly pipeline: PipelineView; readonly stage: Stage };

/**
 * The stages a ticket can go to: typing finds them, in all pipelines; arrows or a number choose, Enter moves. A stage that a rule closes says so and
 * why.
 */
export function MoveList(props: { readonly ticket: Movable; readonly onChoose: (target: MoveTarget) => void }) {
  const { t, language } = useI18n();
  const setup = useDeskState((state) => state.setup);
  const me = useDeskState((state) => state.status?.me);
  const [pipelineId, setPipelineId] = useState(props.ticket.pipelineId);
  const [typed, setTyped] = useState("");
  const pipeline = setup.pipelines.find(({ id }) => id === pipelineId) ?? setup.pipelines[0];
  if (pipeline === undefined) return null;

  const places = placesFor(typed, pipeline, stayingPipelines(setup.pipelines));
  const firstElsewhere = places.findIndex(({ stage }) => stage.id !== props.ticket.stageId);
  return (
    <FoundList
      isNumbered
      findLabel={t("move.filter")}
      listLabel={t("move.stage")}
      typed={typed}
      onType={setTyped}
      hint={places.length === 0 ? t("move.noneFound") : null}
      between={
        setup.pipelines.length > 1 && typed.trim() === "" ? (
          <NativeSelect
            size="xs"
            aria-label={t("move.pipeline")}
            data={stayingPipelines(setup.pipelines).map(({ id, name }) => ({ value: id, label: name }))}
            value={pipeline.id}
            onChange={(event) => {
              const chosen = setup.pipelines.find(({ id }) => id === event.currentTarget.value);
              if (chosen !== undefined) setPipelineId(chosen.id);
            }}
          />
        ) : null
      }
    >
      {places.map(({ pipeline: where, stage }, index) => {
        const target: MoveTarget = { pipelineId: where.id, stageId: stage.id };
        const isHere = stage.id === props.ticket.stageId;
        const verdict = foreseeMove(props.ticket, target, setup, me);
        const refused = !isHere && !verdict.allowed && verdict.rule !== "G4";
        return (
          <FoundRow
            key={stage.id}
            isFirst={index === firstElsewhere}
            disabled={isHere}
            aria-disabled={refused}
            onClick={() => props.onChoose(target)}
          >
            <StageDot stage={stage} />
            <span className={cx("words", (isHere || refused) && "closed")}>
              <span>{stage.name}</span>
              {where.id === pipeline.id ? null : <span className={cx("hint")}>{where.name}</span>}
              {isHere ? <span className={cx("hint")}>{t("move.here")}</span> : null}
              {refused ? <span className={cx("hint")}>{refusalText(verdict, where, t, language)}</span> : null}
            </span>
            {index < 9 && typed === "" ? <Kbd size="xs">{index + 1}</Kbd> : null}
          </FoundRow>
        );
      })}
    </FoundList>
  );
}

/** Those of the chosen pipeline; while something is typed, what it finds there and then in the others. */
function placesFor(typed: string, chosen: PipelineView, pipelines: readonly PipelineView[]): Place[] {
  const placesOf = (pipeline: PipelineView): Place[] => pipeline.stages.map((stage) => ({ pipeline, stage }));
  if (typed.trim() === "") return placesOf(chosen);
  const all = [chosen, ...pipelines.filter(({ id }) => id !== chosen.id)].flatMap(placesOf);
  const findable = ({ pipeline, stage }: Place) => ({ label: stage.name, keywords: pipeline.name });
  return all
    .filter((place) => isFoundBy(typed, findable(place)))
    .toSorted((a, b) => rankOf(typed, findable(a)) - rankOf(typed, findable(b)));
}
