import { IconAlertTriangle } from "@tabler/icons-react";
import { createTell } from "#shared/i18n/index.ts";
import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import { hrefOf } from "../state/routes.ts";
import css from "./FileGone.module.css";

const cx = classNamesOf(css);

/** What is wrong with this machine or the desk's folder, on every screen of who can do something about it: a full disk, a clock years off, a network drive. */
export function DeskTrouble() {
  const { t, language } = useI18n();
  const troubles = useDeskState((state) => state.status?.troubles);
  if (troubles === undefined) return null;
  const tell = createTell(language);
  return (
    <div className={cx("notice")} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden className={cx("icon")} />
      <p className={cx("words")}>
        <strong>{t("data.trouble.title")}.</strong>{" "}
        {troubles.map(({ id, values }) => tell(`data.finding.${id}`, values)).join(" ")}{" "}
        <a href={hrefOf({ page: "settings", section: "data", id: null, tab: null })}>{t("data.trouble.more")}</a>
      </p>
    </div>
  );
}
