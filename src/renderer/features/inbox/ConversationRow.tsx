import type { ConversationView } from "#shared/contract/views.ts";
import { hrefOf } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { RelativeTime } from "../../components/RelativeTime.tsx";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { KindLabels } from "./KindLabels.tsx";
import css from "./ConversationRow.module.css";

const cx = classNamesOf(css);

export function ConversationRow({
  conversation,
  isChosen,
}: {
  readonly conversation: ConversationView;
  readonly isChosen: boolean;
}) {
  const { t } = useI18n();
  const channel = useDeskState((state) => state.setup.channels.find(({ id }) => id === conversation.channelId));
  const own = new Set(channel === undefined ? [] : [channel.address, ...channel.aliases]);
  const isOneOfSeveral = useDeskState(
    (state) => state.setup.channels.filter(({ channelKind }) => channelKind === "email").length > 1,
  );
  const others = conversation.participants.filter((address) => !own.has(address));
  return (
    <a
      className={cx("row", isChosen && "chosen")}
      href={hrefOf({ page: "inbox", conversationId: conversation.id })}
      aria-current={isChosen ? "true" : undefined}
    >
      <span className={cx("top")}>
        <span className={cx("people")}>{(others.length > 0 ? others : conversation.participants).join(", ")}</span>
        <RelativeTime atEpochMs={conversation.lastMessageAtEpochMs} className={cx("age")} />
      </span>
      <span className={cx("title")}>
        <span className={cx("subject")}>
          {conversation.subject === "" ? t("inbox.noSubject") : conversation.subject}
        </span>
        <KindLabels conversation={conversation} />
      </span>
      <span className={cx("snippet")}>
        {isOneOfSeveral && channel !== undefined ? <span className={cx("channel")}>{channel.name}</span> : null}
        {conversation.snippet}
      </span>
    </a>
  );
}
