import type { ReactNode } from "react";
import { classNamesOf } from "./class-names.ts";
import css from "./EmptyState.module.css";

const cx = classNamesOf(css);

/** What a screen without content shows: one sentence that teaches, and one action. */
export function EmptyState(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}) {
  return (
    <div className={cx("empty")}>
      {props.icon === undefined ? null : <div className={cx("icon")}>{props.icon}</div>}
      <p className={cx("title")}>{props.title}</p>
      {props.text === undefined ? null : <p className={cx("text")}>{props.text}</p>}
      {props.action}
    </div>
  );
}
