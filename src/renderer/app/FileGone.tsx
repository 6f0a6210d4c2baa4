import { IconAlertTriangle } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import css from "./FileGone.module.css";

const cx = classNamesOf(css);

/** Nothing while the desk can store; else that it can't, where what it had stored is, and what to do. */
export function FileGone() {
  const { t } = useI18n();
  const copy = useDeskState((state) => state.status?.fileGone?.copy ?? null);
  if (copy === null) return null;
  return (
    <div className={cx("notice")} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden className={cx("icon")} />
      <p className={cx("words")}>
        <strong>{t("shell.fileGone")}</strong>{" "}
        {copy === "" ? t("shell.fileGoneUnsaved") : t("shell.fileGoneSaved", { copy })}
      </p>
    </div>
  );
}
