import type { ReactNode } from "react";
import { classNamesOf } from "../../components/class-names.ts";
import css from "./Choice.module.css";

const cx = classNamesOf(css);

/** One of the ways to begin. */
export function Choice(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={cx("choice")}>
      <span className={cx("icon")}>{props.icon}</span>
      <h2 className={cx("title")}>{props.title}</h2>
      <p className={cx("text")}>{props.text}</p>
      {props.children}
    </section>
  );
}
