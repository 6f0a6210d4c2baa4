import { Select, Switch, TextInput } from "@mantine/core";
import { IconChartBar, IconChartBarOff } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { isoDateOf, createWallClock } from "#shared/automation/schedule/wall-clock.ts";
import type { ReportDimension } from "#shared/contract/reports.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useI18n, useServices } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { navigate } from "#renderer/state/routes.ts";
import type { Line } from "./Chart.tsx";
import { ChartCard } from "./ChartCard.tsx";
import { GroupTable } from "./GroupTable.tsx";
import { type CustomDays, type Preset, PRESETS, rangeOf, type TimeRange } from "./time-range.ts";
import { TotalFigures } from "./TotalFigures.tsx";
import { type ReportState, useReport } from "./use-report.ts";
import { WorkflowTable } from "./WorkflowTable.tsx";
import css from "./reports.module.css";

const cx = classNamesOf(css);

/** What happened in a time: how many tickets came and went, how long they took, whose they were. @param q of which tickets, by the operators of the search */
export function ReportsPage({ q }: { readonly q: string }) {
  const { t } = useI18n();
  const { desk } = useServices();
  const [preset, setPreset] = useState<Preset>("month");
  const [days, setDays] = useState<CustomDays>({ from: "", until: "" });
  const [by, setBy] = useState<ReportDimension>("owner");
  const [isCompared, setIsCompared] = useState(true);
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const range = rangeOf(preset, days, desk.now(), timeZone);
  const { state, error } = useReport(range === null ? null : { range, by, q, timeZone, isCompared });
  const isWrong = preset === "custom" && days.from !== "" && days.until !== "" && range === null;
  return (
    <div className={cx("page")}>
      <div className={cx("head")}>
        <h1 className={cx("title")}>{t("reports.title")}</h1>
        <Select
          size="xs"
          w={170}
          aria-label={t("reports.time")}
          allowDeselect={false}
          value={preset}
          onChange={(value) => setPreset(PRESETS.find((one) => one === value) ?? preset)}
          data={PRESETS.map((value) => ({ value, label: t(`reports.preset.${value}`) }))}
        />
        {preset === "custom"
          ? (["from", "until"] as const).map((end) => (
              <TextInput
                key={end}
                size="xs"
                type="date"
                aria-label={t(`reports.${end}`)}
                title={t(`reports.${end}`)}
                error={isWrong && end === "until" ? t("reports.wrongTime") : null}
                value={days[end]}
                onChange={(event) => setDays({ ...days, [end]: event.currentTarget.value })}
              />
            ))
          : null}
        <TextInput
          size="xs"
          className={cx("filter")}
          aria-label={t("reports.filter")}
          placeholder={t("reports.filter.placeholder")}
          maxLength={500}
          value={q}
          onChange={(event) => navigate({ page: "reports", q: event.currentTarget.value }, { replace: true })}
        />
        <Switch
          size="xs"
          label={t("reports.compare")}
          checked={isCompared}
          onChange={(event) => setIsCompared(event.currentTarget.checked)}
        />
      </div>
      {error !== null && error !== undefined ? (
        <EmptyState
          icon={<IconChartBarOff size={32} stroke={1.5} />}
          title={t("reports.failedTitle")}
          text={failureText(error, t)}
        />
      ) : state === null ? null : (
        <Figures state={state} by={by} onBy={setBy} />
      )}
    </div>
  );
}

type FiguresProps = {
  readonly state: ReportState;
  readonly by: ReportDimension;
  readonly onBy: (by: ReportDimension) => void;
};

function Figures({ state, by, onBy }: FiguresProps) {
  const { t } = useI18n();
  const { report, before, asked } = state;
  const { volume, backlog } = useLines(state);
  const time = timeInSearch(asked.range, asked.timeZone);
  const found = (what: string) => `${asked.q} ${what}:${time}`.trim();
  const { totals } = report;
  if (totals.created + totals.closed + totals.backlog === 0)
    return (
      <EmptyState
        icon={<IconChartBar size={32} stroke={1.5} />}
        title={t("reports.empty")}
        text={t("reports.empty.text")}
      />
    );
  const chart = { grain: report.grain, points: report.points, timeZone: asked.timeZone };
  return (
    <>
      <TotalFigures
        totals={totals}
        before={before?.totals ?? null}
        created={found("created")}
        closed={found("closed")}
        reopened={`${found("created")} is:reopened`}
      />
      <div className={cx("charts")}>
        <ChartCard title={t("reports.volume")} label={t("reports.chart.volume")} lines={volume} {...chart} />
        <ChartCard title={t("reports.backlog.title")} label={t("reports.chart.backlog")} lines={backlog} {...chart} />
      </div>
      <GroupTable
        by={asked.by === by ? by : asked.by}
        onBy={onBy}
        report={report}
        created={found("created")}
        closed={found("closed")}
      />
      <WorkflowTable workflows={report.workflows} />
    </>
  );
}

function useLines({ report, before }: ReportState): { readonly volume: Line[]; readonly backlog: Line[] } {
  const { t } = useI18n();
  return useMemo(() => {
    const then = before?.points ?? [];
    // The times are equally long, their first points stand above each other.
    const past = (what: "created" | "closed") => report.points.map((_point, index) => then[index]?.[what] ?? null);
    const now = (what: "created" | "closed" | "backlog") => report.points.map((point) => point[what]);
    return {
      volume: [
        { label: t("reports.created"), colour: "blue", values: now("created") },
        { label: t("reports.closed"), colour: "green", values: now("closed") },
        ...(before === null
          ? []
          : ([
              { label: t("reports.createdBefore"), colour: "blue", isBefore: true, values: past("created") },
              { label: t("reports.closedBefore"), colour: "green", isBefore: true, values: past("closed") },
            ] as const)),
      ],
      backlog: [{ label: t("reports.backlog"), colour: "violet", values: now("backlog") }],
    };
  }, [report, before, t]);
}

/** A time as the search has it: its first and its last day. */
function timeInSearch({ fromEpochMs, untilEpochMs }: TimeRange, timeZone: string): string {
  const clock = createWallClock(timeZone);
  return `${isoDateOf(clock.at(fromEpochMs))}..${isoDateOf(clock.at(untilEpochMs - 1))}`;
}
