import { Button, Group, Table } from "@mantine/core";
import { IconPhotoDown } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { dateFormat, numberFormat } from "#renderer/components/intl-formats.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { Report, ReportGrain } from "#shared/contract/reports.ts";
import { Chart, type Line } from "./Chart.tsx";
import { savePicture } from "./save-picture.ts";
import css from "./reports.module.css";

const cx = classNamesOf(css);

type ChartCardProps = {
  readonly title: string;
  readonly label: string;
  readonly grain: ReportGrain;
  readonly points: Report["points"];
  readonly lines: readonly Line[];
  readonly timeZone: string;
};

/** A chart with its picture to save and its table. */
export function ChartCard({ title, label, grain, points, lines, timeZone }: ChartCardProps) {
  const { t, language } = useI18n();
  const drawing = useRef<HTMLCanvasElement | null>(null);
  const [isTable, setIsTable] = useState(false);
  const atEpochMs = useMemo(() => points.map((point) => point.atEpochMs), [points]);
  const tellTime = useMemo(() => {
    const format = dateFormat(language, {
      timeZone,
      month: "short",
      ...(grain === "month" ? { year: "numeric" } : { day: "numeric" }),
    });
    return (epochMs: number) => format.format(epochMs);
  }, [language, grain, timeZone]);
  const number = numberFormat(language);
  return (
    <section className={cx("card")} aria-label={title}>
      <div className={cx("cardHead")}>
        <h2 className={cx("heading")}>
          {title} <span className={cx("faint")}>{t(`reports.grain.${grain}`)}</span>
        </h2>
        <Group gap={4}>
          <Button size="compact-xs" variant="subtle" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {t("reports.asTable")}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPhotoDown size={14} />}
            onClick={() => drawing.current !== null && savePicture(drawing.current, title, lines)}
          >
            {t("reports.picture")}
          </Button>
        </Group>
      </div>
      <ul className={cx("legend")}>
        {lines.map((line) => (
          <li key={line.label} className={cx("entry", line.isBefore === true && "past")}>
            <span className={cx("sign")} style={{ borderColor: `var(--stage-${line.colour}-solid)` }} />
            {line.label}
          </li>
        ))}
      </ul>
      <Chart label={label} atEpochMs={atEpochMs} lines={lines} tellTime={tellTime} drawing={drawing} />
      {/* Whoever sees no chart has the table, whether it is shown or not. */}
      <div className={cx("table")}>
        <div className={cx(!isTable && "unseen")}>
          <Table aria-label={title} verticalSpacing={2}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("reports.when")}</Table.Th>
                {lines.map((line) => (
                  <Table.Th key={line.label} className={cx("number")}>
                    {line.label}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {points.map((point, index) => (
                <Table.Tr key={point.atEpochMs}>
                  <Table.Td>{tellTime(point.atEpochMs)}</Table.Td>
                  {lines.map((line) => (
                    <Table.Td key={line.label} className={cx("number")}>
                      {number.format(line.values[index] ?? 0)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </div>
    </section>
  );
}
