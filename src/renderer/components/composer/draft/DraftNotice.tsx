import { Button, CloseButton } from "@mantine/core";
import { IconAppWindow } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./DraftNotice.module.css";
import type { Draft } from "./use-draft.ts";

const cx = classNamesOf(css);

/** What another window did to this draft, where a person has to look at it; nothing while the two agree. */
export function DraftNotice<Content>({ draft }: { readonly draft: Draft<Content> }) {
  const { t } = useI18n();
  const { notice } = draft;
  if (notice === null) return null;
  const choice = notice.kind === "both" ? notice.choice : null;
  const choose = (content: Content): void => {
    draft.dismissNotice();
    draft.replace(() => content);
  };
  return (
    <div className={cx("notice")} role="status">
      <IconAppWindow size={15} stroke={1.75} aria-hidden />
      <span className={cx("words")}>{t(`ticket.composer.elsewhere.${notice.kind}`)}</span>
      {choice !== null ? (
        <>
          <Button size="compact-xs" variant="default" onClick={() => choose(choice.mine)}>
            {t("ticket.composer.elsewhere.mine")}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => choose(choice.theirs)}>
            {t("ticket.composer.elsewhere.theirs")}
          </Button>
        </>
      ) : null}
      <CloseButton size="sm" aria-label={t("shell.close")} onClick={draft.dismissNotice} />
    </div>
  );
}
