import type { ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import css from "./form.module.css";

const cx = classNamesOf(css);

/** One subject of a settings screen: its name, a sentence on it, its controls. */
export function Section(props: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={cx("section")} aria-label={props.title}>
      <div className={cx("sectionHead")}>
        <div>
          <h3 className={cx("sectionTitle")}>{props.title}</h3>
          {props.text === undefined ? null : <p className={cx("sectionText")}>{props.text}</p>}
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
