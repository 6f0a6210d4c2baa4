import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { Checkbox } from "@mantine/core";
import type { ConversationView } from "#shared/contract/views.ts";
import { filedAs } from "#shared/rules/inbox/filing.ts";
import { hrefOf } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { nameOf } from "../../components/person-name.ts";
import { RelativeTime } from "../../components/RelativeTime.tsx";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { KindLabels, Label } from "./KindLabels.tsx";
import css from "./ConversationRow.module.css";

const cx = classNamesOf(css);

export function ConversationRow(props: {
  readonly conversation: ConversationView;
  readonly isFiled: boolean;
  readonly isChosen: boolean;
  readonly isChecked: boolean;
  readonly onCheck: (id: string, isRange: boolean) => void;
}) {
  const { conversation, isChosen, isChecked } = props;
  const { t } = useI18n();
  const channel = useDeskState((state) => state.setup.channels.find(({ id }) => id === conversation.channelId));
  const isOneOfSeveral = useDeskState(
    (state) => state.setup.channels.filter(({ channelKind }) => channelKind === "email").length > 1,
  );
  const subject = conversation.subject === "" ? t("inbox.noSubject") : conversation.subject;
  const away = filedAs(conversation);
  return (
    <div className={cx("row", isChosen && "chosen", isChecked && "checked")}>
      <ForWriters>
        <Checkbox
          className={cx("check")}
          aria-label={t("inbox.check", { subject })}
          checked={isChecked}
          // The click knows of Shift, the change does not.
          onClick={(event) => props.onCheck(conversation.id, event.shiftKey)}
          onChange={() => undefined}
        />
      </ForWriters>
      <a
        className={cx("link")}
        href={hrefOf({
          page: "inbox",
          conversationId: conversation.id,
          ...(props.isFiled ? { filed: true } : {}),
        })}
        aria-current={isChosen ? "true" : undefined}
      >
        <span className={cx("top")}>
          <span className={cx("people")} dir="auto" title={conversation.participants.join(", ")}>
            {conversation.writer === null ? conversation.participants.join(", ") : nameOf(conversation.writer)}
          </span>
          <RelativeTime atEpochMs={conversation.lastMessageAtEpochMs} className={cx("age")} />
        </span>
        <span className={cx("title")}>
          <span className={cx("subject")} dir="auto">
            {subject}
          </span>
          {away === "inbox" ? null : <Label>{t(`inbox.filed.${away}`)}</Label>}
          <KindLabels conversation={conversation} />
        </span>
        <span className={cx("snippet")}>
          {isOneOfSeveral && channel !== undefined ? <span className={cx("channel")}>{channel.name}</span> : null}
          <span className={cx("words")} dir="auto">
            {conversation.snippet}
          </span>
        </span>
      </a>
    </div>
  );
}
