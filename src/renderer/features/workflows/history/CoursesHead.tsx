import { Select, Text } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { Courses } from "./use-courses.ts";
import css from "./history.module.css";

const cx = classNamesOf(css);
const DAYS = [1, 7, 30, 90, 366] as const;

/** Over which time the figures are, and which revisions they count. */
export function CoursesHead(props: {
  readonly courses: Courses;
  readonly days: number;
  readonly onDays: (days: number) => void;
  /** That is drawn. */
  readonly revision: number;
}) {
  const { courses, days, onDays, revision } = props;
  const { t } = useI18n();
  const { told, error } = courses;
  const runs = told?.revisions.reduce((sum, one) => sum + one.runs, 0) ?? 0;
  const others = told?.revisions.filter((one) => one.revision !== revision) ?? [];
  return (
    <div className={cx("courses")}>
      <Select
        className={cx("days")}
        aria-label={t("workflows.figures.time")}
        data={DAYS.map((count) => ({ value: String(count), label: t("workflows.figures.days", { count }) }))}
        value={String(days)}
        allowDeselect={false}
        onChange={(value) => value !== null && onDays(Number(value))}
      />
      <Text size="sm" c="dimmed" role="status">
        {error !== undefined
          ? failureText(error, t)
          : told === null
            ? t("shell.loading")
            : [
                t(told.isComplete ? "workflows.figures.runs" : "workflows.figures.newest", { count: runs }),
                ...(others.length === 0
                  ? []
                  : [
                      t("workflows.figures.others", {
                        count: others.reduce((sum, one) => sum + one.runs, 0),
                        revision,
                      }),
                    ]),
              ].join(" ")}
      </Text>
    </div>
  );
}
