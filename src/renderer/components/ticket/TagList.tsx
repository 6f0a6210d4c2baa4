import { classNamesOf } from "../class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import css from "./TagList.module.css";

const cx = classNamesOf(css);
const MAX_SHOWN = 2;

/** At most two tags, and how many more there are; on a narrow card what does not fit is left out whole. */
export function TagList({ tags }: { readonly tags: readonly string[] }) {
  const { t } = useI18n();
  const rest = tags.slice(MAX_SHOWN);
  if (tags.length === 0) return null;
  return (
    <span className={cx("tags")}>
      {tags.slice(0, MAX_SHOWN).map((tag) => (
        <span key={tag} className={cx("tag")} title={tag} dir="auto">
          {tag}
        </span>
      ))}
      {rest.length === 0 ? null : (
        <span className={cx("more")} title={t("board.moreTags", { count: rest.length, tags: rest.join(", ") })}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}
