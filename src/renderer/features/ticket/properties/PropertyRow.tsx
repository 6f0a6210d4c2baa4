import type { ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import css from "./Properties.module.css";

const cx = classNamesOf(css);

/** A property's name beside its value or control. */
export function PropertyRow(props: { readonly label: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <div className={cx("row")}>
      <span className={cx("label")} title={props.hint}>
        {props.label}
      </span>
      <div className={cx("value")}>{props.children}</div>
    </div>
  );
}
