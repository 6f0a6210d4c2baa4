import { Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { activityText } from "#shared/automation/describe/activity.ts";
import { describeStep } from "#shared/automation/describe/describe.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";
import { sentence } from "../overlay/sentence.ts";
import { useHistoryNames } from "../overlay/use-history-names.ts";
import { EffectLine } from "./EffectLine.tsx";
import { ExportButtons } from "./ExportButtons.tsx";
import type { ReplayState } from "./follow-replay.ts";
import { filtered, NO_FILTER, rowsOf, totalsByStep, type RowFilter } from "./rows.ts";
import type { ReplayAsked } from "./use-replay-session.ts";
import css from "./replay.module.css";

const cx = classNamesOf(css);
const KINDS = ["would", "did", "moved"] as const;
/** More rows come when they are asked for: nobody reads a thousand. */
const ROWS_AT_ONCE = 100;

/** What it would have done, and what it did, ticket by ticket: filtered, summed up by step, taken along as a file. */
export function EffectTable(props: {
  readonly asked: ReplayAsked;
  /** What runs, for what it did. */
  readonly saved: WorkflowDefinition;
  readonly state: ReplayState;
  readonly isOver: boolean;
  readonly stepId: string | null;
  readonly onStep: (stepId: string | null) => void;
}) {
  const { asked, saved, state, isOver, stepId, onStep } = props;
  const { t, language } = useI18n();
  const { names, say } = useWords();
  const historyNames = useHistoryNames();
  const [kept, setFilter] = useState<RowFilter>(NO_FILTER);
  const [shownRows, setShownRows] = useState(ROWS_AT_ONCE);
  const filter = { ...kept, stepId };
  const rows = useMemo(() => {
    const sayStep = (id: string, { steps }: WorkflowDefinition) => {
      const step = findStep(steps, id);
      return step === null ? null : say(describeStep(step, names, (other) => findStep(steps, other)));
    };
    return rowsOf(state.differences, {
      step: (id, side) =>
        sayStep(id, side === "would" ? asked.definition : saved) ??
        sayStep(id, asked.definition) ??
        t("workflows.run.unknownStep"),
      what: ({ would, did }) => {
        const effect = would ?? did;
        return effect === null ? "" : sentence(activityText(effect.body, historyNames), language);
      },
    });
  }, [state.differences, asked, saved, names, say, historyNames, t, language]);
  const totals = useMemo(() => totalsByStep(rows), [rows]);
  const found = filtered(rows, filter);
  const listed = state.totals?.differences ?? rows.length;
  if (rows.length === 0)
    return isOver ? <p className={cx("none")}>{t("workflows.replay.nothing")}</p> : <div className={cx("body")} />;
  return (
    <div className={cx("body")}>
      <Group gap="xs">
        <Select
          clearable
          w="10rem"
          aria-label={t("workflows.replay.kind")}
          placeholder={t("workflows.replay.anyKind")}
          data={KINDS.map((value) => ({ value, label: t(`workflows.replay.kind.${value}`) }))}
          value={filter.kind}
          onChange={(value) => setFilter({ ...filter, kind: KINDS.find((one) => one === value) ?? null })}
          clearButtonProps={{ "aria-label": t("workflows.replay.anyKind") }}
        />
        <Select
          clearable
          flex="1 1 10rem"
          aria-label={t("workflows.replay.step")}
          placeholder={t("workflows.replay.anyStep")}
          data={totals.map((total) => ({ value: total.stepId, label: total.step }))}
          value={stepId}
          onChange={onStep}
          clearButtonProps={{ "aria-label": t("workflows.replay.anyStep") }}
        />
        <TextInput
          flex="1 1 8rem"
          aria-label={t("workflows.replay.ticket")}
          placeholder={t("workflows.replay.ticket")}
          value={filter.ticket}
          onChange={(event) => setFilter({ ...filter, ticket: event.currentTarget.value })}
        />
      </Group>
      <ul className={cx("totals")} aria-label={t("workflows.replay.byStep")}>
        {totals.map(({ stepId: id, step, would, did, moved }) => (
          <li key={id}>
            <button
              type="button"
              className={cx("total", id === stepId && "chosen")}
              aria-pressed={id === stepId}
              onClick={() => onStep(id === stepId ? null : id)}
            >
              <span className={cx("totalStep")} dir="auto">
                {step}
              </span>
              <span className={cx("counts")}>
                {[
                  ...(would > 0 ? [t("workflows.replay.count.would", { count: would })] : []),
                  ...(did > 0 ? [t("workflows.replay.count.did", { count: did })] : []),
                  ...(moved > 0 ? [t("workflows.replay.count.moved", { count: moved })] : []),
                ].join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          {t("workflows.replay.found", { count: found.length })}
          {rows.length < listed ? ` ${t("workflows.replay.listed", { count: rows.length })}` : ""}
        </Text>
        <ExportButtons rows={found} />
      </Group>
      <table className={cx("table")} aria-label={t("workflows.replay.table")}>
        <thead>
          <tr>
            <th scope="col">{t("workflows.replay.head.ticket")}</th>
            <th scope="col">{t("workflows.replay.head.when")}</th>
            <th scope="col">{t("workflows.replay.head.what")}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, shownRows).map((row, index) => (
            <EffectLine key={index} row={row} />
          ))}
        </tbody>
      </table>
      {found.length > shownRows ? (
        <Button variant="default" size="compact-sm" onClick={() => setShownRows(shownRows + ROWS_AT_ONCE)}>
          {t("workflows.replay.more")}
        </Button>
      ) : null}
    </div>
  );
}
