import type { ViewColumn } from "#shared/automation/documents/saved-view.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { PriorityMark } from "#renderer/components/PriorityMark.tsx";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { SourceIcon } from "#renderer/components/SourceIcon.tsx";
import { StageBadge } from "#renderer/components/StageBadge.tsx";
import { contactOf } from "#renderer/components/ticket/card-facts.ts";
import { SnoozeBadge } from "#renderer/components/ticket/SnoozeBadge.tsx";
import { DueBadge } from "#renderer/components/ticket/DueBadge.tsx";
import { TagList } from "#renderer/components/ticket/TagList.tsx";
import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import css from "./TicketTable.module.css";

const cx = classNamesOf(css);

/** What a column shows of a ticket. */
export function TicketCell({ column, card }: { readonly column: ViewColumn; readonly card: TicketCard }) {
  const { t } = useI18n();
  switch (column) {
    case "number":
      return <span className={cx("quiet")}>{ticketNumberText(card)}</span>;
    case "unread":
      return card.unread ? (
        <span className={cx("dot")} role="img" aria-label={t("board.unread")} title={t("board.unread")} />
      ) : null;
    case "subject":
      return (
        <>
          {/* The row has the focus; its keys open the ticket. */}
          <a className={cx("subject")} href={hrefOf({ page: "ticket", ticketId: card.id })} tabIndex={-1} dir="auto">
            {card.subject === "" ? t("board.noSubject") : card.subject}
          </a>
          <SnoozeBadge untilEpochMs={card.snoozedUntilEpochMs} />
          <span className={cx("snippet")} aria-hidden dir="auto">
            {card.snippet}
          </span>
        </>
      );
    case "contact":
      return (
        <span className={cx("text")} title={card.contactAddress} dir="auto">
          {contactOf(card) ?? t("board.nobody")}
        </span>
      );
    case "stage":
      return <StageCell card={card} />;
    case "pipeline":
      return <PipelineCell card={card} />;
    case "owner":
      return <OwnerCell card={card} />;
    case "priority":
      return card.priority === null ? null : (
        <>
          <PriorityMark priority={card.priority} />
          <span className={cx("text")} aria-hidden>
            {t(`board.priority.${card.priority}`)}
          </span>
        </>
      );
    case "due":
      return <DueBadge card={card} />;
    case "created":
      return <RelativeTime className={cx("quiet")} atEpochMs={card.createdAtEpochMs} />;
    case "lastActivity":
      return <RelativeTime className={cx("quiet")} atEpochMs={card.lastActivityAtEpochMs} />;
    case "closed":
      return card.closedAtEpochMs === null ? null : (
        <RelativeTime className={cx("quiet")} atEpochMs={card.closedAtEpochMs} />
      );
    case "tags":
      return <TagList tags={card.tags} />;
    case "source":
      return <SourceIcon source={card.source} sizePx={14} />;
    case "messages":
      return <span className={cx("quiet")}>{card.messageCount}</span>;
  }
}

function StageCell({ card }: { readonly card: TicketCard }) {
  const { t } = useI18n();
  const stage = useDeskState((state) =>
    state.setup.pipelines.find(({ id }) => id === card.pipelineId)?.stages.find(({ id }) => id === card.stageId),
  );
  return stage === undefined ? <span className={cx("quiet")}>{t("views.gone")}</span> : <StageBadge stage={stage} />;
}

function PipelineCell({ card }: { readonly card: TicketCard }) {
  const { t } = useI18n();
  const name = useDeskState((state) => state.setup.pipelines.find(({ id }) => id === card.pipelineId)?.name);
  return <span className={cx("text")}>{name ?? t("views.gone")}</span>;
}

function OwnerCell({ card }: { readonly card: TicketCard }) {
  const owner = useDeskState((state) => state.setup.users.find(({ id }) => id === card.ownerId));
  if (owner === undefined) return null;
  return (
    <>
      <UserAvatar id={owner.id} name={owner.name} sizePx={18} />
      <span className={cx("text")} dir="auto">
        {owner.name}
      </span>
    </>
  );
}
