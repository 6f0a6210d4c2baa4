import { memo } from "react";
import type { TicketCard } from "#shared/contract/views.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { RelativeTime } from "../../../components/RelativeTime.tsx";
import { SourceIcon } from "../../../components/SourceIcon.tsx";
import { UserAvatar } from "../../../components/UserAvatar.tsx";
import { useDeskState, useI18n, usePreferences } from "../../../state/desk-context.tsx";
import css from "./CardFace.module.css";
import { DueBadge } from "./DueBadge.tsx";
import { PriorityMark } from "./PriorityMark.tsx";
import { TagList } from "./TagList.tsx";
import { contactOf } from "./use-card-label.ts";

const cx = classNamesOf(css);

/** How a card looks. The link around it is named for screen readers, so nothing in here needs a name of its own. */
export const CardFace = memo(function CardFace({ card }: { readonly card: TicketCard }) {
  const { t } = useI18n();
  const density = usePreferences((preferences) => preferences.density);
  const owner = useDeskState((state) => state.setup.users.find(({ id }) => id === card.ownerId));
  // The number is the first to go where the line is full.
  const isCrowded = card.dueAtEpochMs !== null && card.tags.length > 1;
  return (
    <div className={cx("card", density, card.unread && "unread")}>
      <div className={cx("top")}>
        {card.unread ? <span className={cx("dot")} title={t("board.unread")} /> : null}
        <span className={cx("contact")} title={card.contactAddress}>
          {contactOf(card) ?? t("board.nobody")}
        </span>
        <SourceIcon source={card.source} sizePx={13} />
        <RelativeTime atEpochMs={card.lastActivityAtEpochMs} className={cx("age")} />
      </div>
      <div className={cx("words")}>
        <span className={cx("subject")} title={card.subject}>
          {card.subject === "" ? t("board.noSubject") : card.subject}
        </span>
        <span className={cx("snippet")}>{card.snippet}</span>
      </div>
      <div className={cx("bottom")}>
        {card.number === null || isCrowded ? null : <span className={cx("number")}>#{card.number}</span>}
        <PriorityMark priority={card.priority} />
        <DueBadge card={card} />
        <TagList tags={card.tags} />
        <span className={cx("gap")} />
        {owner === undefined ? null : <UserAvatar id={owner.id} name={owner.name} sizePx={20} />}
      </div>
    </div>
  );
});
