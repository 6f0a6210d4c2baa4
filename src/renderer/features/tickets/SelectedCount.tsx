import { Button } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { TicketSelection } from "./use-selection.ts";
import css from "./ViewPage.module.css";

const cx = classNamesOf(css);

/** How many tickets are picked. */
export function SelectedCount({ selection }: { readonly selection: TicketSelection }) {
  const { t } = useI18n();
  if (selection.ids.size === 0) return null;
  return (
    <div className={cx("selected")} role="status">
      <span>{t("views.selected", { count: selection.ids.size })}</span>
      <Button size="compact-xs" variant="subtle" onClick={selection.clear}>
        {t("views.clear")}
      </Button>
    </div>
  );
}
