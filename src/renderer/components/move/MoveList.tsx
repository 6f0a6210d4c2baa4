import { Kbd, NativeSelect } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";
import { classNamesOf } from "../class-names.ts";
import { StageDot } from "../StageBadge.tsx";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import type { MoveTarget } from "../../state/pending-move.ts";
import { foreseeMove, type Movable } from "./foresee-move.ts";
import css from "./MoveList.module.css";
import { refusalText } from "./refusal-text.ts";

const cx = classNamesOf(css);

/** The stages a ticket can go to: arrows or a number choose, Enter moves. A stage that a rule closes says so and why. */
export function MoveList(props: { readonly ticket: Movable; readonly onChoose: (target: MoveTarget) => void }) {
  const { t, language } = useI18n();
  const setup = useDeskState((state) => state.setup);
  const me = useDeskState((state) => state.status?.me);
  const [pipelineId, setPipelineId] = useState(props.ticket.pipelineId);
  const list = useRef<HTMLUListElement>(null);
  const pipeline = setup.pipelines.find(({ id }) => id === pipelineId) ?? setup.pipelines[0];
  if (pipeline === undefined) return null;

  const buttons = () => [...(list.current?.querySelectorAll("button") ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    const all = buttons();
    const present = all.findIndex((button) => button === document.activeElement);
    const step =
      event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    if (step !== 0) all[(present + step + all.length) % all.length]?.focus();
    else if (/^[1-9]$/u.test(event.key)) all[Number(event.key) - 1]?.click();
    else return;
    event.preventDefault();
  };

  const firstElsewhere = pipeline.stages.findIndex((stage) => stage.id !== props.ticket.stageId);
  return (
    <div className={cx("root")}>
      {setup.pipelines.length > 1 ? (
        <NativeSelect
          size="xs"
          aria-label={t("move.pipeline")}
          data={setup.pipelines.map(({ id, name }) => ({ value: id, label: name }))}
          value={pipeline.id}
          onChange={(event) => {
            const chosen = setup.pipelines.find(({ id }) => id === event.currentTarget.value);
            if (chosen !== undefined) setPipelineId(chosen.id);
          }}
        />
      ) : null}
      <ul ref={list} className={cx("list")} aria-label={t("move.stage")}>
        {pipeline.stages.map((stage, index) => {
          const target: MoveTarget = { pipelineId: pipeline.id, stageId: stage.id };
          const isHere = stage.id === props.ticket.stageId;
          const verdict = foreseeMove(props.ticket, target, setup, me);
          const refused = !isHere && !verdict.allowed && verdict.rule !== "G4";
          return (
            <li key={stage.id}>
              <button
                type="button"
                className={cx("stage", (isHere || refused) && "closed")}
                disabled={isHere}
                aria-disabled={refused}
                {...(index === firstElsewhere ? { "data-autofocus": true } : {})}
                onKeyDown={onKeyDown}
                onClick={() => props.onChoose(target)}
              >
                <StageDot stage={stage} />
                <span className={cx("words")}>
                  <span>{stage.name}</span>
                  {isHere ? <span className={cx("hint")}>{t("move.here")}</span> : null}
                  {refused ? <span className={cx("hint")}>{refusalText(verdict, pipeline, t, language)}</span> : null}
                </span>
                {index < 9 ? <Kbd size="xs">{index + 1}</Kbd> : null}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
