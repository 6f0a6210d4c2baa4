import { classNamesOf } from "../../../components/class-names.ts";
import css from "./CardSkeleton.module.css";

const cx = classNamesOf(css);

/** Stands in for a card that isn't loaded yet, in its exact size. */
export function CardSkeleton() {
  return (
    <div className={cx("skeleton")} aria-hidden>
      <span className={cx("line")} style={{ width: "38%" }} />
      <span className={cx("line")} style={{ width: "86%" }} />
      <span className={cx("line")} style={{ width: "58%" }} />
    </div>
  );
}
