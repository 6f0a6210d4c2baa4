import { useCallback, useMemo, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { LeaveGuard } from "#renderer/components/workflow/editor/LeaveGuard.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { Section } from "../../../form/Section.tsx";
import { CardsContext, type Cards } from "./cards-context.tsx";
import { StatusCard } from "./StatusCard.tsx";
import css from "./cards.module.css";

const cx = classNamesOf(css);

/**
 * One card for each status, in the order of the statuses. A card whose status was deleted while something unsaved was on it stays until that is dealt with.
 * @rule E1
 */
export function StatusCards({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  const [active, setActive] = useState<StageId | null>(null);
  const unsaved = useRef(new Set<StageId>());
  const held = useHeldCards(pipeline.stages);
  const { hold, letGo } = held;
  const cards = useMemo<Cards>(
    () => ({
      active,
      activate: setActive,
      tell: (stage, isUnsaved) => {
        if (isUnsaved) unsaved.current.add(stage.id);
        else unsaved.current.delete(stage.id);
      },
      hold,
      letGo,
    }),
    [active, hold, letGo],
  );
  const isUnsaved = useCallback(() => unsaved.current.size > 0, []);
  return (
    <Section title={t("cards.title")} text={t("cards.text")}>
      <CardsContext value={cards}>
        <ul className={cx("cards")} aria-label={t("cards.title")}>
          {held.shown.map(({ stage, isGone }) => (
            <li key={stage.id}>
              <StatusCard pipeline={pipeline} stage={stage} isGone={isGone} />
            </li>
          ))}
        </ul>
      </CardsContext>
      <LeaveGuard isUnkept={isUnsaved} />
    </Section>
  );
}

type Shown = { readonly stage: Stage; readonly isGone: boolean };

/** The pipeline's statuses, and behind them those that are gone while their cards are held. */
function useHeldCards(stages: readonly Stage[]) {
  const [heldStages, setHeld] = useState<readonly Stage[]>([]);
  const hold = useCallback(
    (stage: Stage) => setHeld((before) => [...before.filter(({ id }) => id !== stage.id), stage]),
    [],
  );
  const letGo = useCallback((id: StageId) => setHeld((before) => before.filter((stage) => stage.id !== id)), []);
  const shown = useMemo<readonly Shown[]>(() => {
    const present = new Set(stages.map(({ id }) => id));
    const gone = heldStages.filter(({ id }) => !present.has(id));
    return [...stages.map((stage) => ({ stage, isGone: false })), ...gone.map((stage) => ({ stage, isGone: true }))];
  }, [stages, heldStages]);
  return { shown, hold, letGo };
}
