import { Tooltip } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageView } from "#shared/contract/views.ts";
import { useLinkedTickets } from "../record/linked-tickets.tsx";
import css from "./Marks.module.css";

const cx = classNamesOf(css);

/** Beside a message that came with a merged ticket: which one that was. */
export function MergedMark({ mergedFrom }: { readonly mergedFrom: NonNullable<MessageView["mergedFrom"]> }) {
  const { t } = useI18n();
  const linked = useLinkedTickets();
  // The first is the one that it was written to; of those that came by a third ticket only the last is linked here.
  const from = mergedFrom.map((id) => linked.get(id)).find((ticket) => typeof ticket?.number === "number");
  if (from === undefined) return null;
  return (
    <Tooltip multiline maw={320} label={t("merge.mark.why")}>
      <span className={cx("mark", "neutral")} tabIndex={0}>
        {t("merge.mark", { ticket: `#${from.number}` })}
      </span>
    </Tooltip>
  );
}
