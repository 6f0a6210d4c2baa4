import { Button, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconCloudCheck, IconCloudOff, IconCloudUp } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useOwnDraft } from "./draft-context.tsx";
import css from "./editor.module.css";

const cx = classNamesOf(css);

/** Whether what was changed is kept, so that nobody looks for a way to save it. Its place is always there: nothing moves while one types. */
export function DraftNote() {
  const { t } = useI18n();
  const { state, autosave } = useOwnDraft();
  const { kind } = state;
  const text = kind === "none" ? t("workflows.draft.none") : t(`workflows.draft.${kind}`);
  const Icon = kind === "failed" ? IconCloudOff : kind === "changed" ? IconCloudUp : IconCloudCheck;
  return (
    <>
      <Tooltip label={text}>
        <span className={cx("draft", kind === "failed" && "failed")} role="status">
          <Icon size={18} stroke={1.75} aria-hidden />
          <VisuallyHidden>{text}</VisuallyHidden>
        </span>
      </Tooltip>
      {kind === "failed" ? (
        <Button size="compact-xs" variant="default" color="red" onClick={() => void autosave.flush()}>
          {t("workflows.draft.again")}
        </Button>
      ) : null}
    </>
  );
}
