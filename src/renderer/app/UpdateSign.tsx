import { Tooltip } from "@mantine/core";
import { IconDownload, IconRefreshDot } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { useDesk, useI18n } from "../state/desk-context.tsx";
import { hrefOf } from "../state/routes.ts";
import { isReminded, useUpdates } from "../state/use-updates.ts";
import css from "./BarState.module.css";

const cx = classNamesOf(css);

/** That a newer version is there, or lies ready: nothing where the person put it off. */
export function UpdateSign() {
  const { t } = useI18n();
  const desk = useDesk();
  const updates = useUpdates();
  if (updates === null || !isReminded(updates, desk.now())) return null;
  const { state } = updates;
  if (state.step !== "available" && state.step !== "ready") return null;
  const isReady = state.step === "ready";
  const Icon = isReady ? IconRefreshDot : IconDownload;
  return (
    <Tooltip label={t("updates.sign.hint", { version: state.release.version })}>
      <a
        className={cx("state", isReady ? "good" : "quiet")}
        href={hrefOf({ page: "settings", section: "general", id: null, tab: null })}
      >
        <Icon size={16} stroke={1.75} aria-hidden />
        <span className={cx("words")}>{t(`updates.sign.${state.step}`)}</span>
      </a>
    </Tooltip>
  );
}
