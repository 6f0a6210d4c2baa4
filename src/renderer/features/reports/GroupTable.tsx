import { Button, SegmentedControl, Table } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { csvOf } from "#renderer/components/csv.ts";
import { formatDuration } from "#renderer/components/format-amounts.ts";
import { numberFormat } from "#renderer/components/intl-formats.ts";
import { saveText } from "#renderer/components/save-file.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { type Report, REPORT_DIMENSIONS, type ReportDimension } from "#shared/contract/reports.ts";
import { useGroupNames } from "./use-group-names.ts";
import css from "./reports.module.css";

const cx = classNamesOf(css);
const MINUTE_MS = 60_000;

type GroupsProps = {
  readonly by: ReportDimension;
  readonly onBy: (by: ReportDimension) => void;
  readonly report: Report;
  /** Of what the figures are, before a group leaves some: `created` and `closed` as searches. */
  readonly created: string;
  readonly closed: string;
};

/** The figures of each owner, channel, tag or pipeline. Numbers lead to their tickets. */
export function GroupTable({ by, onBy, report, created, closed }: GroupsProps) {
  const { t, language } = useI18n();
  const names = useGroupNames(by);
  const number = numberFormat(language);
  const duration = (ms: number | null) => (ms === null ? "–" : formatDuration(ms, language));
  const save = (): void => {
    const minutes = (ms: number | null) => (ms === null ? null : Math.round(ms / MINUTE_MS));
    const heads = [
      t(`reports.by.${by}`),
      t("reports.created"),
      t("reports.closed"),
      t("reports.reopened"),
      `${t("reports.firstAnswer")} (${t("reports.median")}, min)`,
      `${t("reports.timeToClose")} (${t("reports.median")}, min)`,
    ];
    const rows = report.groups.map((group) => [
      names.nameOf(group.key),
      group.created,
      group.closed,
      group.reopened,
      minutes(group.firstAnswer.medianMs),
      minutes(group.timeToClose.medianMs),
    ]);
    saveText(`${t("reports.title")}-${t(`reports.by.${by}`)}.csv`, csvOf(heads, rows), "text/csv");
  };
  return (
    <section className={cx("card")} aria-label={t("reports.groups")}>
      <div className={cx("cardHead")}>
        <h2 className={cx("heading")}>{t("reports.groups")}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t("reports.by")}
          value={by}
          onChange={(value) => onBy(REPORT_DIMENSIONS.find((one) => one === value) ?? by)}
          data={REPORT_DIMENSIONS.map((value) => ({ value, label: t(`reports.by.${value}`) }))}
        />
        <Button size="compact-xs" variant="subtle" leftSection={<IconDownload size={14} />} onClick={save}>
          {t("reports.csv")}
        </Button>
      </div>
      <div className={cx("table")}>
        <Table aria-label={t("reports.groups")} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t(`reports.by.${by}`)}</Table.Th>
              {(["created", "closed", "reopened", "firstAnswer", "timeToClose"] as const).map((what) => (
                <Table.Th key={what} className={cx("number")}>
                  {t(`reports.${what}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.groups.map((group) => {
              const name = names.nameOf(group.key);
              const only = names.searchOf(group.key);
              const linked = (count: number, search: string) =>
                only === null ? (
                  number.format(count)
                ) : (
                  <a
                    href={hrefOf({ page: "search", q: `${search} ${only}`.trim() })}
                    aria-label={t("reports.show", { count, name })}
                  >
                    {number.format(count)}
                  </a>
                );
              return (
                <Table.Tr key={group.key}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td className={cx("number")}>{linked(group.created, created)}</Table.Td>
                  <Table.Td className={cx("number")}>{linked(group.closed, closed)}</Table.Td>
                  <Table.Td className={cx("number")}>{number.format(group.reopened)}</Table.Td>
                  <Table.Td className={cx("number")}>{duration(group.firstAnswer.medianMs)}</Table.Td>
                  <Table.Td className={cx("number")}>{duration(group.timeToClose.medianMs)}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}
