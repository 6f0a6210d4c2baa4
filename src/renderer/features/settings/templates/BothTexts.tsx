import { classNamesOf } from "#renderer/components/class-names.ts";
import type { TemplateWords } from "./template-words.ts";
import css from "./templates.module.css";

const cx = classNamesOf(css);

type Side = { readonly title: string; readonly words: Pick<TemplateWords, "subject" | "body"> };

/** Two texts beside each other, line by line; lines that the other does not have are marked. */
export function BothTexts({ one, other }: { readonly one: Side; readonly other: Side }) {
  return (
    <div className={cx("both")}>
      <Text side={one} beside={other} />
      <Text side={other} beside={one} />
    </div>
  );
}

function Text({ side, beside }: { readonly side: Side; readonly beside: Side }) {
  const known = new Set(beside.words.body.split("\n"));
  return (
    <section aria-label={side.title}>
      <h3>{side.title}</h3>
      <p className={cx("mailSubject", side.words.subject !== beside.words.subject && "differs")} dir="auto">
        {side.words.subject}
      </p>
      <div className={cx("plain")} dir="auto" tabIndex={0}>
        {side.words.body.split("\n").map((line, index) => (
          <div key={index} className={cx(!known.has(line) && "differs")}>
            {line || "\u00a0"}
          </div>
        ))}
      </div>
    </section>
  );
}
