import type { ReactNode } from "react";
import { classNamesOf } from "./class-names.ts";
import css from "./EmptyState.module.css";

const cx = classNamesOf(css);

/** What a screen without content shows: one sentence that teaches, and one action. */
export function EmptyState(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  /** Level of the title where it heads something: 1 where it is the whole screen, 2 beside a list; absent for plain words. */
  readonly level?: 1 | 2;
  readonly text?: string;
  readonly action?: ReactNode;
}) {
  const Title = props.level === undefined ? "p" : (`h${props.level}` as const);
  return (
    <div className={cx("empty")}>
      {props.icon === undefined ? null : <div className={cx("icon")}>{props.icon}</div>}
      <Title className={cx("title")}>{props.title}</Title>
      {props.text === undefined ? null : <p className={cx("text")}>{props.text}</p>}
      {props.action}
    </div>
  );
}
