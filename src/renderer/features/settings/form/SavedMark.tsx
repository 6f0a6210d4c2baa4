import { Loader } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./form.module.css";
import type { Saving } from "./use-saving.ts";

const cx = classNamesOf(css);

/** Says beside a control that its change was kept, or why it was not. Takes its place from the start, so that nothing moves. */
export function SavedMark({ state }: { readonly state: Saving }) {
  const { t } = useI18n();
  return (
    <output className={cx("saved", state.kind)}>
      {state.kind === "saving" ? <Loader size={12} /> : null}
      {state.kind === "saved" ? (
        <>
          <IconCheck size={14} aria-hidden /> {t("settings.saved")}
        </>
      ) : null}
      {state.kind === "failed" ? (
        <>
          <IconAlertTriangle size={14} aria-hidden style={{ flex: "none" }} /> {state.text}
        </>
      ) : null}
    </output>
  );
}
