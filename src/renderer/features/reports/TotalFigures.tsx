import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatDuration } from "#renderer/components/format-amounts.ts";
import { numberFormat } from "#renderer/components/intl-formats.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { Durations, Report } from "#shared/contract/reports.ts";
import css from "./reports.module.css";

const cx = classNamesOf(css);

type TotalsProps = {
  readonly totals: Report["totals"];
  /** Null: nothing to compare with. */
  readonly before: Report["totals"] | null;
  /** The search that finds the tickets. */
  readonly created: string;
  readonly closed: string;
  readonly reopened: string;
};

/** What happened, in six numbers; each that counts tickets leads to them. */
export function TotalFigures({ totals, before, ...searches }: TotalsProps) {
  const { t, language } = useI18n();
  const number = (value: number) => numberFormat(language).format(value);
  const duration = (ms: number | null) => (ms === null ? "–" : formatDuration(ms, language));
  const told = (value: string | undefined) => (value === undefined ? undefined : t("reports.before", { value }));
  const counts = (["created", "closed", "reopened"] as const).map((what) => (
    <Figure
      key={what}
      label={t(`reports.${what}`)}
      value={number(totals[what])}
      before={told(before === null ? undefined : number(before[what]))}
      href={hrefOf({ page: "search", q: searches[what] })}
    />
  ));
  const times = (["firstAnswer", "timeToClose"] as const).map((what) => {
    const { count, medianMs, p90Ms }: Durations = totals[what];
    return (
      <Figure
        key={what}
        label={`${t(`reports.${what}`)} (${t("reports.median")})`}
        value={duration(medianMs)}
        about={
          count === 0 ? undefined : `${t("reports.p90", { duration: duration(p90Ms) })}, ${t("reports.of", { count })}`
        }
        before={told(before === null ? undefined : duration(before[what].medianMs))}
      />
    );
  });
  return (
    <dl className={cx("figures")}>
      {counts}
      <Figure
        label={t("reports.backlog")}
        value={number(totals.backlog)}
        before={told(before === null ? undefined : number(before.backlog))}
      />
      {times}
    </dl>
  );
}

function Figure(props: {
  readonly label: string;
  readonly value: string;
  readonly about?: string | undefined;
  readonly before?: string | undefined;
  readonly href?: string;
}) {
  return (
    <div className={cx("figure")}>
      <dt className={cx("label")}>{props.label}</dt>
      <dd className={cx("value")}>{props.href === undefined ? props.value : <a href={props.href}>{props.value}</a>}</dd>
      {props.about === undefined ? null : <dd className={cx("about")}>{props.about}</dd>}
      {props.before === undefined ? null : <dd className={cx("about")}>{props.before}</dd>}
    </div>
  );
}
