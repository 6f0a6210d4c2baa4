import { KeySign } from "#renderer/components/KeySign.tsx";
import { IconArrowForwardUp, IconLock, IconMail, IconMailPlus, IconPencil } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageKey } from "#shared/i18n/index.ts";
import css from "#renderer/components/composer/Composer.module.css";
import type { ComposerMode } from "./use-composer.ts";

const cx = classNamesOf(css);

const LOOKS = {
  reply: { Icon: IconMail, label: "ticket.composer.reply", key: "r" },
  new: { Icon: IconMailPlus, label: "ticket.composer.newMail", key: null },
  forward: { Icon: IconArrowForwardUp, label: "ticket.composer.forward", key: null },
  note: { Icon: IconLock, label: "ticket.composer.note", key: "n" },
  edit: { Icon: IconPencil, label: "ticket.composer.editMail", key: null },
} as const satisfies Record<
  ComposerMode,
  { readonly Icon: typeof IconMail; readonly label: MessageKey; readonly key: string | null }
>;

/** What one can write; a mode in which something was begun says so. */
export function ModeTabs(props: {
  readonly modes: readonly ComposerMode[];
  readonly chosen: ComposerMode;
  readonly begun: (mode: ComposerMode) => boolean;
  readonly onChoose: (mode: ComposerMode) => void;
}) {
  const { t } = useI18n();
  return (
    <div className={cx("tabs")} role="tablist">
      {props.modes.map((mode) => {
        const { Icon, label, key } = LOOKS[mode];
        return (
          <button
            key={mode}
            type="button"
            role="tab"
            aria-selected={mode === props.chosen}
            className={cx("tab")}
            onClick={() => props.onChoose(mode)}
          >
            <Icon size={14} stroke={1.75} aria-hidden />
            {t(label)}
            {key === null ? null : <KeySign keys={key} className={cx("key")} />}
            {props.begun(mode) && mode !== props.chosen ? (
              <span className={cx("draft")}>{t("ticket.composer.draft")}</span>
            ) : null}
          </button>
        );
      })}
    </div>
  );
}
