import { VisuallyHidden } from "@mantine/core";
import type { CSSProperties, ReactNode } from "react";
import { useI18n } from "../state/desk-context.tsx";
import { classNamesOf } from "./class-names.ts";
import { ResizeHandle } from "./ResizeHandle.tsx";
import css from "./SplitView.module.css";
import { usePanelSize } from "./use-panel-size.ts";

const cx = classNamesOf(css);
const LIST_PX = { least: 240, usual: 360, most: 640 } as const;

/** A list with the chosen thing beside it; in narrow windows one of the two. */
export function SplitView(props: {
  /** The list's width is remembered under this name. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** Something of the list is chosen: in a narrow window the detail is shown. */
  readonly isChosen: boolean;
}) {
  const { t } = useI18n();
  const { sizePx, resize, keep } = usePanelSize(props.name, LIST_PX.usual);
  // A variable, so that the style sheet decides what a narrow window does with it.
  const style: CSSProperties & Record<`--${string}`, string> = { "--list-width": `${sizePx}px` };
  return (
    <div className={cx("split", props.isChosen && "chosen")} style={style}>
      <section className={cx("side")} aria-label={props.title}>
        <header className={cx("head")}>
          {/* The top bar says it to the eye. */}
          <VisuallyHidden component="h1">{props.title}</VisuallyHidden>
          <span className={cx("about")}>{props.about}</span>
        </header>
        {props.list}
        <ResizeHandle
          label={t("shell.resizeList")}
          sizePx={sizePx}
          minPx={LIST_PX.least}
          maxPx={LIST_PX.most}
          onResize={resize}
          onDone={keep}
        />
      </section>
      <section className={cx("detail")}>{props.detail}</section>
    </div>
  );
}
