import { Panel, useReactFlow, useStore, type Node } from "@xyflow/react";
import { useMemo, useRef, type PointerEvent } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./Canvas.module.css";

const cx = classNamesOf(css);

const WIDTH_PX = 150;
const HEIGHT_PX = 110;
const MARGIN_PX = 6;
/** Of a box on the map: smaller ones would not be seen. */
const LEAST_PX = 1.5;

/**
 * The whole workflow, small, with what is in view; a press or a drag goes there. The library's own map has a part for each box, and asks each of them anew with each frame:
 * of a thousand boxes that is more than all the rest.
 */
export function CanvasMap({ nodes }: { readonly nodes: readonly Node[] }) {
  const { t } = useI18n();
  const flow = useReactFlow();
  const own = useRef<SVGSVGElement>(null);
  const map = useMemo(() => mapOf(nodes), [nodes]);
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    const frame = own.current?.getBoundingClientRect();
    if (frame === undefined || (event.type === "pointermove" && event.buttons !== 1)) return;
    own.current?.setPointerCapture(event.pointerId);
    const at = map.placeOf(event.clientX - frame.left, event.clientY - frame.top);
    void flow.setCenter(at.x, at.y, { zoom });
  };
  const view = map.onMap({ x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom });
  return (
    <Panel position="bottom-right" className={cx("minimap")}>
      <svg
        ref={own}
        width={WIDTH_PX}
        height={HEIGHT_PX}
        role="img"
        aria-label={t("workflows.minimap")}
        onPointerDown={go}
        onPointerMove={go}
      >
        <path className={cx("mapBoxes")} d={map.path} />
        <rect className={cx("mapView")} {...view} rx={2} />
      </svg>
    </Panel>
  );
}

type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function mapOf(nodes: readonly Node[]) {
  const areas = nodes.map(({ position, width = 0, height = 0 }): Area => ({ ...position, width, height }));
  const [left, top] = [Math.min(...areas.map(({ x }) => x)), Math.min(...areas.map(({ y }) => y))];
  const right = Math.max(...areas.map((area) => area.x + area.width));
  const bottom = Math.max(...areas.map((area) => area.y + area.height));
  const scale = Math.min((WIDTH_PX - 2 * MARGIN_PX) / (right - left), (HEIGHT_PX - 2 * MARGIN_PX) / (bottom - top));
  const offset = {
    x: (WIDTH_PX - (right - left) * scale) / 2 - left * scale,
    y: (HEIGHT_PX - (bottom - top) * scale) / 2 - top * scale,
  };
  const onMap = (area: Area): Area => ({
    x: area.x * scale + offset.x,
    y: area.y * scale + offset.y,
    width: Math.max(area.width * scale, LEAST_PX),
    height: Math.max(area.height * scale, LEAST_PX),
  });
  return {
    onMap,
    /** One line for all of them: the browser draws it at once. */
    path: areas
      .map(onMap)
      .map(
        (box) =>
          `M${box.x.toFixed(1)} ${box.y.toFixed(1)}h${box.width.toFixed(1)}v${box.height.toFixed(1)}h${(-box.width).toFixed(1)}z`,
      )
      .join(""),
    placeOf: (x: number, y: number) => ({ x: (x - offset.x) / scale, y: (y - offset.y) / scale }),
  };
}
