import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type RefObject, useEffect, useRef } from "react";
import UPlot from "uplot";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { numberFormat } from "#renderer/components/intl-formats.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { STAGE_COLOURS } from "#renderer/theme/stage-colours.ts";
import { SURFACE_COLOURS } from "#renderer/theme/surface-colours.ts";
import css from "./reports.module.css";

const cx = classNamesOf(css);

export type Line = {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Name of a colour of the stages' palette. */
  readonly colour: "blue" | "green" | "violet";
  /** Of the time before: thinner, and dashed. */
  readonly isBefore?: boolean;
};

const HEIGHT_PX = 220;
const SECOND_MS = 1_000;

type ChartProps = {
  readonly label: string;
  readonly atEpochMs: readonly number[];
  readonly lines: readonly Line[];
  readonly tellTime: (epochMs: number) => string;
  /** Takes the drawing, for whoever saves a picture of it. */
  readonly drawing: RefObject<HTMLCanvasElement | null>;
};

/** Lines over time. For eyes alone: the table beside it says the same. */
export function Chart({ label, atEpochMs, lines, tellTime, drawing }: ChartProps) {
  const { language } = useI18n();
  const scheme = useComputedColorScheme("light");
  const { ref, width } = useElementSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = place.current;
    if (parent === null || width === 0) return undefined;
    const surface = SURFACE_COLOURS[scheme];
    const number = numberFormat(language);
    const axis = {
      stroke: surface.muted,
      grid: { stroke: surface.border, width: 1 },
      ticks: { stroke: surface.border, width: 1 },
      font: "12px system-ui, sans-serif",
    };
    const plot = new UPlot(
      {
        width,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { drag: { x: false, y: false } },
        scales: { x: { time: true }, y: { range: (_plot, _least, most) => [0, Math.max(1, Math.ceil(most * 1.1))] } },
        axes: [
          { ...axis, space: 70, values: (_plot, seconds) => seconds.map((one) => tellTime(one * SECOND_MS)) },
          {
            ...axis,
            size: 48,
            incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000],
            values: (_plot, values) => values.map((one) => number.format(one)),
          },
        ],
        series: [
          { value: (_plot, seconds) => (seconds === null ? "" : tellTime(seconds * SECOND_MS)) },
          ...lines.map((line) => ({
            label: line.label,
            stroke: STAGE_COLOURS[scheme][line.colour].solid,
            width: line.isBefore === true ? 1 : 2,
            ...(line.isBefore === true ? { dash: [5, 4] } : {}),
            points: { show: atEpochMs.length < 2 },
            value: (_plot: UPlot, value: number | null) => (value === null ? "–" : number.format(value)),
          })),
        ],
      },
      [atEpochMs.map((one) => one / SECOND_MS), ...lines.map(({ values }) => [...values])],
      parent,
    );
    drawing.current = plot.ctx.canvas;
    return () => {
      drawing.current = null;
      plot.destroy();
    };
  }, [width, atEpochMs, lines, tellTime, language, scheme, drawing]);
  return (
    <div ref={ref} role="img" aria-label={label} className={cx("chart")}>
      <div ref={place} />
    </div>
  );
}
