import { Kbd, NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../class-names.ts";
import { StageDot } from "../StageBadge.tsx";
import { isFoundBy, rankOf } from "../word-match.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import type { MoveTarget } from "../../state/pending-move.ts";
import { foreseeMove, type Movable } from "./foresee-move.ts";
import css from "./MoveList.module.css";
import { refusalText } from "./refusal-text.ts";

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
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const pipeline = setup.pipelines.find(({ id }) => id === pipelineId) ?? setup.pipelines[0];
  if (pipeline === undefined) return null;

  const places = placesFor(typed, pipeline, setup.pipelines);
  const firstElsewhere = places.findIndex(({ stage }) => stage.id !== props.ticket.stageId);
  const buttons = () => [...(list.current?.querySelectorAll<HTMLButtonElement>("button:enabled") ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    const all = buttons();
    const present = all.findIndex((button) => button === document.activeElement);
    const inField = document.activeElement === field.current;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") all[Math.min(present + 1, all.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (present > 0 ? all[present - 1] : field.current)?.focus();
    else if (event.key === "Enter" && inField) list.current?.querySelector<HTMLElement>("[data-first]")?.click();
    else if (typed === "" && /^[1-9]$/u.test(event.key)) {
      list.current?.querySelectorAll("button")[Number(event.key) - 1]?.click();
    } else {
      // What is typed while a stage has the focus goes on where it was begun.
      if (!inField && event.key.length === 1 && event.key !== " ") field.current?.focus();
      return;
    }
    event.preventDefault();
  };

  return (
    <div role="presentation" className={cx("root")} onKeyDown={onKeyDown}>
      <TextInput
        ref={field}
        size="xs"
        data-autofocus
        aria-label={t("move.filter")}
        placeholder={t("move.filter")}
        leftSection={<IconSearch size={14} stroke={1.75} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {setup.pipelines.length > 1 && typed.trim() === "" ? (
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
      {places.length === 0 ? (
        <p className={cx("hint")} role="status">
          {t("move.noneFound")}
        </p>
      ) : null}
      <ul ref={list} className={cx("list")} aria-label={t("move.stage")}>
        {places.map(({ pipeline: where, stage }, index) => {
          const target: MoveTarget = { pipelineId: where.id, stageId: stage.id };
          const isHere = stage.id === props.ticket.stageId;
          const verdict = foreseeMove(props.ticket, target, setup, me);
          const refused = !isHere && !verdict.allowed && verdict.rule !== "G4";
          return (
            <li key={stage.id}>
              <button
                type="button"
                className={cx("stage", (isHere || refused) && "closed", index === firstElsewhere && "first")}
                disabled={isHere}
                aria-disabled={refused}
                {...(index === firstElsewhere ? { "data-first": true } : {})}
                onClick={() => props.onChoose(target)}
              >
                <StageDot stage={stage} />
                <span className={cx("words")}>
                  <span>{stage.name}</span>
                  {where.id === pipeline.id ? null : <span className={cx("hint")}>{where.name}</span>}
                  {isHere ? <span className={cx("hint")}>{t("move.here")}</span> : null}
                  {refused ? <span className={cx("hint")}>{refusalText(verdict, where, t, language)}</span> : null}
                </span>
                {index < 9 && typed === "" ? <Kbd size="xs">{index + 1}</Kbd> : null}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
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
