import { SlaBadge } from "#renderer/components/ticket/SlaBadge.tsx";
import { contactOf } from "#renderer/components/ticket/card-facts.ts";
import { SnoozeBadge } from "#renderer/components/ticket/SnoozeBadge.tsx";
import { DueBadge } from "#renderer/components/ticket/DueBadge.tsx";
import { TagList } from "#renderer/components/ticket/TagList.tsx";
import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import { memo } from "react";
import type { TicketCard } from "#shared/contract/views.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { PriorityMark } from "../../../components/PriorityMark.tsx";
import { RelativeTime } from "../../../components/RelativeTime.tsx";
import { SourceIcon } from "../../../components/SourceIcon.tsx";
import { UserAvatar } from "../../../components/UserAvatar.tsx";
import { usePresentAt } from "../../../state/colleagues.ts";
import { useDeskState, useI18n, usePreferences } from "../../../state/desk-context.tsx";
import css from "./CardFace.module.css";

const cx = classNamesOf(css);

/** A card is narrow, and who is in the ticket is told there in full. */
const MAX_PRESENT = 3;

/** A card. Its words are the name of the link around it, so they stand in the order of importance; the eye finds the contact above the subject. */
export const CardFace = memo(function CardFace({ card }: { readonly card: TicketCard }) {
  const { t } = useI18n();
  const number = ticketNumberText(card);
  const density = usePreferences((preferences) => preferences.density);
  const present = usePresentAt(card.id);
  const owner = useDeskState((state) => state.setup.users.find(({ id }) => id === card.ownerId));
  return (
    <div className={cx("card", density, card.unread && "unread")}>
      <div className={cx("words")}>
        <span className={cx("subject")} title={card.subject} dir="auto">
          {card.subject === "" ? t("board.noSubject") : card.subject}
        </span>{" "}
        <span className={cx("snippet")} aria-hidden dir="auto">
          {card.snippet}
        </span>
      </div>
      <div className={cx("top")}>
        {card.unread ? (
          <span className={cx("dot")} role="img" aria-label={t("board.unread")} title={t("board.unread")} />
        ) : null}
        <span className={cx("contact")} title={card.contactAddress} dir="auto">
          {contactOf(card) ?? t("board.nobody")}
        </span>
        <SourceIcon source={card.source} sizePx={13} />
        <RelativeTime atEpochMs={card.lastActivityAtEpochMs} className={cx("age")} />
      </div>
      <div className={cx("bottom")}>
        {number === null ? null : <span className={cx("number")}>{number}</span>}
        <PriorityMark priority={card.priority} />
        <SnoozeBadge untilEpochMs={card.snoozedUntilEpochMs} />
        <DueBadge card={card} />
        <SlaBadge sla={card.sla} />
        <TagList tags={card.tags} />
        <span className={cx("gap")} />
        {present.slice(0, MAX_PRESENT).map(({ userId, name, isTyping }) => (
          <span
            key={userId}
            role="img"
            className={cx("present", isTyping && "typing")}
            aria-label={t(isTyping ? "team.here.typing" : "team.here.looking", { name })}
            title={t(isTyping ? "team.here.typing" : "team.here.looking", { name })}
          >
            <UserAvatar id={userId} name={name} sizePx={16} />
          </span>
        ))}
        {owner === undefined ? null : (
          <span role="img" aria-label={t("board.owner", { name: owner.name })}>
            <UserAvatar id={owner.id} name={owner.name} sizePx={20} />
          </span>
        )}
      </div>
    </div>
  );
});
