import { parseQuery } from "#shared/search/parse-query.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { useUnknownParts } from "../../state/use-search-names.ts";
import css from "./SearchField.module.css";

const cx = classNamesOf(css);

/** Lies beneath the field's text and shows by colour which parts of it are operators, and which nobody knows. Says nothing: the page tells what is the matter. */
export function SearchMarks({ text, scrolledPx }: { readonly text: string; readonly scrolledPx: number }) {
  const unknown = useUnknownParts(text);
  const marked = parseQuery(text).filter((part) => part.kind === "operator" || part.unknownOperator !== undefined);
  let at = 0;
  return (
    <div className={cx("marks")} aria-hidden>
      <span style={{ transform: `translateX(${-scrolledPx}px)` }}>
        {marked.map((part) => {
          const before = text.slice(at, part.start);
          at = part.end;
          const isUnknown =
            part.kind === "words" ||
            part.values.some((value) => unknown.values.includes(`${part.operator}:${value.text}`));
          return (
            <span key={part.start}>
              {before}
              <mark className={cx("mark", isUnknown && "unknown")}>{text.slice(part.start, part.end)}</mark>
            </span>
          );
        })}
        {text.slice(at)}
      </span>
    </div>
  );
}
