import { useI18n } from "#renderer/state/desk-context.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import type { Release } from "#shared/contract/desktop/updates.ts";
import css from "./ReleaseNotes.module.css";

const cx = classNamesOf(css);

/** What a version brings, as its makers wrote it: as text, since it comes from a server. */
export function ReleaseNotes({ release }: { readonly release: Release }) {
  const { t } = useI18n();
  if (release.notes === "") return null;
  return (
    <details className={cx("notes")} open>
      <summary className={cx("head")}>{t("updates.notes", { version: release.version })}</summary>
      {/* It scrolls, so the keyboard has to reach it. */}
      <div
        className={cx("text")}
        tabIndex={0}
        role="region"
        aria-label={t("updates.notes", { version: release.version })}
      >
        {release.notes}
      </div>
    </details>
  );
}
