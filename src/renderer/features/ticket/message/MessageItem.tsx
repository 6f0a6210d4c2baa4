import { IconLock, IconPaperclip } from "@tabler/icons-react";
import { memo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { avatarIdOf, UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { ConversationView, MessageView } from "#shared/contract/views.ts";
import { DeliveryBar, SentMark } from "../delivery/DeliveryBar.tsx";
import { isOutgoing, needsLook } from "../delivery/wait-of.ts";
import { PREVIEW_CHARS } from "../limits.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { WhyPopover } from "../timeline/WhyPopover.tsx";
import { previewOf } from "./body-plan.ts";
import { marksOf } from "./marks.ts";
import { Marks } from "./Marks.tsx";
import { MergedMark } from "./MergedMark.tsx";
import { MessageBody } from "./MessageBody.tsx";
import { MessageDetails } from "./MessageDetails.tsx";
import { MessageMenu } from "./MessageMenu.tsx";
import css from "./MessageItem.module.css";

const cx = classNamesOf(css);

export type MessageItemProps = {
  readonly message: MessageView;
  readonly conversation: ConversationView | undefined;
  readonly authorName: string;
  /** The line of the history that a workflow wrote it by; null: a person wrote it. */
  readonly whyActivityId: string | null;
  readonly opened: boolean;
  readonly unread: boolean;
  readonly onToggle: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** One e-mail or note: a line while it is folded, a card while it is open. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, opened } = props;
  const { t } = useI18n();
  const [remoteImages, setRemoteImages] = useState(false);
  const look = message.kind === "note" ? "note" : message.direction === "outgoing" ? "outgoing" : "incoming";
  return (
    <article
      className={cx(
        "message",
        look !== "incoming" && look,
        !opened && "folded",
        props.unread && "unread",
        message.delivery?.state === "cancelled" && "cancelled",
      )}
      aria-label={t(`ticket.message.${look}`, { name: props.authorName })}
    >
      <Head {...props} look={look} />
      {isOutgoing(message) && (opened || needsLook(message)) ? <DeliveryBar mail={message} /> : null}
      {opened ? (
        <div className={cx("body")}>
          <MessageBody
            message={message}
            remoteImages={remoteImages}
            onShowImages={() => setRemoteImages(true)}
            onKeyDown={props.onKeyDown}
          />
        </div>
      ) : null}
    </article>
  );
});

function Head(props: MessageItemProps & { readonly look: "note" | "outgoing" | "incoming" }) {
  const { message, opened, look } = props;
  const { t, language } = useI18n();
  const now = useNow();
  const marks = marksOf(message, props.conversation);
  const attached = message.attachments.filter((attachment) => !attachment.inline).length;
  return (
    // The whole line toggles for the mouse; the button in it is what the keyboard and screen readers use.
    <header
      role="presentation"
      className={cx("head")}
      onClick={(event) => (isControl(event.target, event.currentTarget) ? undefined : props.onToggle(message.id))}
    >
      <UserAvatar id={message.authorId ?? avatarIdOf(message.from)} name={props.authorName} sizePx={opened ? 28 : 22} />
      <div className={cx("who")}>
        <div className={cx("line")}>
          <button
            type="button"
            className={cx("author")}
            dir="auto"
            aria-expanded={opened}
            onClick={() => props.onToggle(message.id)}
          >
            {props.authorName}
          </button>
          {opened && look === "incoming" && message.from.address !== props.authorName ? (
            <span className={cx("address")}>{message.from.address}</span>
          ) : null}
          {look === "note" ? (
            <span className={cx("noteLabel")}>
              <IconLock size={12} aria-hidden /> {t("ticket.note.label")}
            </span>
          ) : null}
          <Marks marks={marks} reason={look === "incoming" ? message.classification.reason : ""} />
          {props.whyActivityId === null ? null : (
            <WhyPopover
              about={t(`ticket.message.${look}`, { name: props.authorName })}
              activityId={props.whyActivityId}
            />
          )}
          {message.mergedFrom === undefined ? null : <MergedMark mergedFrom={message.mergedFrom} />}
          {opened ? null : (
            <span className={cx("preview")} dir="auto">
              {previewOf(message, PREVIEW_CHARS)}
            </span>
          )}
        </div>
        {opened && look !== "note" ? <MessageDetails message={message} /> : null}
      </div>
      {!opened && attached > 0 ? (
        <IconPaperclip
          size={14}
          className={cx("clip")}
          aria-label={t("ticket.attachment.count", { count: attached })}
        />
      ) : null}
      {props.unread ? <span className={cx("dot")} title={t("ticket.message.unread")} /> : null}
      <time className={cx("time")} title={formatAbsolute(message.atEpochMs, language)}>
        {formatMoment(message.atEpochMs, now, language)}
      </time>
      {isOutgoing(message) ? <SentMark mail={message} /> : null}
      {opened && look !== "note" ? <MessageMenu message={message} authorName={props.authorName} /> : null}
    </header>
  );
}

/** Clicks on buttons, links and marked text inside the line are theirs. */
function isControl(target: EventTarget, line: HTMLElement): boolean {
  if (!(target instanceof Element) || !line.contains(target)) return true;
  const selection = window.getSelection();
  if (selection !== null && !selection.isCollapsed && line.contains(selection.anchorNode)) return true;
  return target.closest("button, a, input") !== null;
}
