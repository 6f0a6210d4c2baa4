import type { ReactNode } from "react";
import { classNamesOf } from "./class-names.ts";
import css from "./SplitView.module.css";

const cx = classNamesOf(css);

/** A list with the chosen thing beside it; in narrow windows one of the two. */
export function SplitView(props: {
  readonly title: string;
  readonly about: string;
  readonly list: ReactNode;
  readonly detail: ReactNode;
  /** Something of the list is chosen: in a narrow window the detail is shown. */
  readonly isChosen: boolean;
}) {
  return (
    <div className={cx("split", props.isChosen && "chosen")}>
      <section className={cx("side")} aria-label={props.title}>
        <header className={cx("head")}>
          <h1 className={cx("title")}>{props.title}</h1>
          <span className={cx("about")}>{props.about}</span>
        </header>
        {props.list}
      </section>
      <section className={cx("detail")}>{props.detail}</section>
    </div>
  );
}
