import { Button } from "@mantine/core";
import { IconFold } from "@tabler/icons-react";
import { Fragment, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n, useShellState } from "#renderer/state/desk-context.tsx";
import { madeApart, type MadeApart } from "#shared/rules/rivals/apart.ts";
import { MessageItem } from "../message/MessageItem.tsx";
import { useTicket } from "../ticket-context.tsx";
import { ActivityLine, ApartLine, VerdictLine } from "./ActivityLine.tsx";
import { firstUnread, foldedCounts, openAtFirst, shownFrom } from "./folding.ts";
import type { Names } from "./names.ts";
import { buildTimeline, type TimelineEntry } from "./timeline.ts";
import css from "./Timeline.module.css";

const cx = classNamesOf(css);

export type TimelineProps = {
  /** As it was when the ticket was opened: marking it read must not take the line away that the person reads from. */
  readonly unreadAtOpen: boolean;
  readonly lastSeenAtEpochMs: number | undefined;
  /** A message to open and show, from a link or a search hit. */
  readonly focusMessageId: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** Messages and changes, oldest to newest, opened at the first unread. */
export function Timeline(props: TimelineProps) {
  const { record, names } = useTicket();
  const { t } = useI18n();
  const entries = useMemo(
    () => buildTimeline(record.messages, record.activities),
    [record.messages, record.activities],
  );
  const apart = useMemo(
    () => new Map<string, MadeApart>(madeApart(record.activities).map((both) => [both.later.activityId, both])),
    [record.activities],
  );
  const [unreadKey] = useState(() => firstUnread(entries, props.unreadAtOpen, props.lastSeenAtEpochMs));
  const [chunks, setChunks] = useState(0);
  const isPrinting = useShellState((state) => state.isPrinting);
  const opened = useOpened(entries, unreadKey, props.focusMessageId);
  const conversations = useMemo(
    () => new Map(record.conversations.map((conversation) => [conversation.id, conversation])),
    [record.conversations],
  );

  const anchorKey = props.focusMessageId ?? unreadKey;
  const from = isPrinting ? 0 : shownFrom(entries, anchorKey, chunks);
  const folded = foldedCounts(entries.slice(0, from));
  const end = useRef<HTMLDivElement>(null);
  const newest = entries.findLast((entry) => entry.kind === "message");
  const ownKey = newest?.kind === "message" && names.isMine(newest.message.id) ? newest.key : null;
  useScrollTo(anchorKey, ownKey, entries, end);

  return (
    <div className={cx("timeline")}>
      {from === 0 ? null : (
        <div className={cx("fold")}>
          <Button
            variant="default"
            size="compact-xs"
            radius="xl"
            leftSection={<IconFold size={14} />}
            onClick={() => setChunks((count) => count + 1)}
          >
            {t("ticket.fold.older", {
              messages: t("ticket.fold.messages", { count: folded.messages }),
              changes: t("ticket.fold.changes", { count: folded.changes }),
            })}
          </Button>
        </div>
      )}
      <div className={cx("entries")} role="feed" aria-label={t("ticket.timeline")}>
        {entries.slice(from).map((entry) => (
          <Fragment key={entry.key}>
            {entry.key === unreadKey ? <p className={cx("divider")}>{t("ticket.unread.line")}</p> : null}
            <div data-entry={entry.key}>
              {entry.kind === "activity" ? (
                <>
                  <ActivityLine activity={entry.activity} names={names} />
                  <Apart apart={apart.get(entry.key)} names={names} />
                </>
              ) : (
                <>
                  <MessageItem
                    message={entry.message}
                    conversation={
                      entry.message.conversationId === null
                        ? undefined
                        : conversations.get(entry.message.conversationId)
                    }
                    authorName={names.author(entry.message.id)}
                    whyActivityId={entry.activity?.cause.kind === "workflow" ? entry.activity.id : null}
                    opened={isPrinting || opened.has(entry.key)}
                    unread={entry.key === unreadKey}
                    onToggle={opened.toggle}
                    onKeyDown={props.onKeyDown}
                  />
                  <VerdictLine message={entry.message} names={names} />
                </>
              )}
            </div>
          </Fragment>
        ))}
      </div>
      <div ref={end} />
    </div>
  );
}

function Apart({ apart, names }: { readonly apart: MadeApart | undefined; readonly names: Names }) {
  return apart === undefined ? null : <ApartLine apart={apart} names={names} />;
}

type Opened = { has(key: string): boolean; readonly toggle: (key: string) => void };

/** What is open: decided once when the ticket is opened, then by the person; a message that arrives while it is shown comes open. */
function useOpened(entries: readonly TimelineEntry[], unreadKey: string | null, focusKey: string | null): Opened {
  const [first] = useState(() => ({
    open: openAtFirst(entries, unreadKey),
    known: new Set(entries.map((entry) => entry.key)),
  }));
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isOpenByItself = useCallback(
    (key: string) => first.open.has(key) || !first.known.has(key) || key === focusKey,
    [first, focusKey],
  );
  const toggle = useCallback(
    (key: string) => setChosen((before) => new Map(before).set(key, !(before.get(key) ?? isOpenByItself(key)))),
    [isOpenByItself],
  );
  return { has: (key) => chosen.get(key) ?? isOpenByItself(key), toggle };
}

/**
 * Shows the first unread, else the end, when the ticket is opened; follows the end while the person stands there; shows what they wrote themselves,
 * by its head, where Undo is.
 */
function useScrollTo(
  key: string | null,
  ownKey: string | null,
  entries: readonly TimelineEntry[],
  end: React.RefObject<HTMLDivElement | null>,
): void {
  /** The person has written something: from then on that is what they look at. */
  const written = useRef(false);
  useEffect(() => {
    const scroller = scrollerOf(end.current);
    if (scroller === null) return undefined;
    const target = key === null ? null : scroller.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"]`);
    const place = () => {
      if (written.current) return;
      if (target === null) scroller.scrollTop = scroller.scrollHeight;
      else
        scroller.scrollTop += target.getBoundingClientRect().top - scroller.getBoundingClientRect().top - TOP_SPACE_PX;
    };
    place();
    // Mails get their height when they have been fetched; until the person scrolls, the place is kept.
    const content = scroller.firstElementChild;
    if (content === null) return undefined;
    const observer = new ResizeObserver(place);
    observer.observe(content);
    const stop = () => observer.disconnect();
    const options = { once: true, passive: true } as const;
    for (const event of ["wheel", "touchstart", "pointerdown", "keydown"] as const)
      scroller.addEventListener(event, stop, options);
    return () => {
      stop();
      for (const event of ["wheel", "touchstart", "pointerdown", "keydown"] as const)
        scroller.removeEventListener(event, stop);
    };
  }, [key, end]);

  const shownOwn = useRef(ownKey);
  useEffect(() => {
    if (shownOwn.current === ownKey) return;
    shownOwn.current = ownKey;
    if (ownKey === null) return;
    written.current = true;
    const scroller = scrollerOf(end.current);
    scroller?.querySelector(`[data-entry="${CSS.escape(ownKey)}"]`)?.scrollIntoView({ block: "start" });
  }, [ownKey, end]);

  const last = entries.at(-1)?.key;
  const shownLast = useRef(last);
  useEffect(() => {
    if (shownLast.current === last) return;
    shownLast.current = last;
    const scroller = scrollerOf(end.current);
    if (scroller === null) return;
    const distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    // Below one's own mail comes what it caused; the mail itself stays in sight.
    if (ownKey === null && distance < NEAR_END_PX) end.current?.scrollIntoView({ block: "end" });
  }, [last, ownKey, end]);
}

function scrollerOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>("[data-timeline-scroller]") ?? null;
}

const TOP_SPACE_PX = 32;
/** Nearer to the end than a message is high: the person reads the newest. */
const NEAR_END_PX = 320;
