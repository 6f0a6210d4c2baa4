import { createContext, type ReactNode, useContext } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import css from "./form.module.css";

const cx = classNamesOf(css);

/** Level of the headings of the sections below: 2 unless they stand under a heading of their own. */
export const SectionLevel = createContext<2 | 3>(2);

/** One subject of a settings screen: its name, a sentence on it, its controls. */
export function Section(props: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const Heading = `h${useContext(SectionLevel)}` as const;
  return (
    <section className={cx("section")} aria-label={props.title}>
      <div className={cx("sectionHead")}>
        <div>
          <Heading className={cx("sectionTitle")}>{props.title}</Heading>
          {props.text === undefined ? null : <p className={cx("sectionText")}>{props.text}</p>}
        </div>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}
