import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import { useMayWrite } from "#renderer/state/use-access.ts";
import { Button, Skeleton } from "@mantine/core";
import { IconEye, IconTicketOff } from "@tabler/icons-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { goBack, hrefOf, navigate, useRoute } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { usePageTitle, useSubject } from "#renderer/state/use-shell.ts";
import type { MessageId, TicketId } from "#shared/model/ids.ts";
import { Composer, ComposerSpace } from "./composer/Composer.tsx";
import { withText } from "#renderer/components/composer/draft/mail-draft.ts";
import { answeredMail, ownAddressesOf, replyToAll } from "./composer/recipients.ts";
import { useComposer } from "./composer/use-composer.ts";
import { MergedNotice } from "./MergedNotice.tsx";
import { PropertiesPanel } from "./properties/PropertiesPanel.tsx";
import { LinkedTicketsProvider, useLinkedTickets } from "./record/linked-tickets.tsx";
import type { TicketRecord } from "./record/record.ts";
import type { OpenTicket } from "./record/ticket-record.ts";
import { useLastSeen, useOpenTicket } from "./record/use-open-ticket.ts";
import { useWalk } from "./use-walk.ts";
import { ComposerContext, TicketContext, type TicketScope, useTicket } from "./ticket-context.tsx";
import { TicketHeader } from "./TicketHeader.tsx";
import { createNames } from "./timeline/names.ts";
import { Timeline } from "./timeline/Timeline.tsx";
import { useTicketCommands } from "./use-ticket-commands.ts";
import { WhoElse } from "./WhoElse.tsx";
import css from "./TicketView.module.css";

const cx = classNamesOf(css);

/** Here the properties lie over the conversation, so they come only when they are asked for (as in the style sheet). */
const NARROW = "(max-width: 56rem)";

/** One ticket: its conversation, what happened to it and why, its properties, and where one answers. */
export function TicketView(props: { readonly ticketId: TicketId }) {
  const { open, state } = useOpenTicket(props.ticketId);
  const lastSeen = useLastSeen(props.ticketId);
  const route = useRoute();
  const messageId = route.page === "ticket" ? (route.messageId ?? null) : null;
  usePageTitle(state.kind === "ready" ? titleOf(state.record) : null);
  if (state.kind === "failed") return <NotShown error={state.error} onRetry={() => void open.reload()} />;
  // When it was last seen is asked of a ticket with something new only.
  if (state.kind === "loading" || (lastSeen === null && state.record.ticket.unread)) return <Waiting />;
  return (
    <LinkedTicketsProvider links={state.record.ticket.links}>
      <Opened open={open} record={state.record} lastSeenAtEpochMs={lastSeen ?? undefined} focusMessageId={messageId} />
    </LinkedTicketsProvider>
  );
}

function Opened(props: {
  readonly open: OpenTicket;
  readonly record: TicketRecord;
  readonly lastSeenAtEpochMs: number | undefined;
  readonly focusMessageId: MessageId | null;
}) {
  const { open, record } = props;
  const scope = useScope(open, record);
  const [unreadAtOpen] = useState(record.ticket.unread);
  const [panelShown, setPanelShown] = useState(() => !window.matchMedia(NARROW).matches);
  useMarkRead(open, record.ticket.unread);
  return (
    <TicketContext value={scope}>
      <Screen
        panelShown={panelShown}
        onTogglePanel={() => setPanelShown((shown) => !shown)}
        unreadAtOpen={unreadAtOpen}
        lastSeenAtEpochMs={props.lastSeenAtEpochMs}
        focusMessageId={props.focusMessageId}
      />
    </TicketContext>
  );
}

type ScreenProps = {
  readonly panelShown: boolean;
  readonly onTogglePanel: () => void;
  readonly unreadAtOpen: boolean;
  readonly lastSeenAtEpochMs: number | undefined;
  readonly focusMessageId: MessageId | null;
};

function Screen(props: ScreenProps) {
  const { state: composer, actions } = useComposer();
  const mayWrite = useMayWrite();
  // People open a ticket to read it: the conversation is painted first, what stands around it right after.
  const isPainted = useDeferredValue(true, false);
  const { t } = useI18n();
  const { record } = useTicket();
  const walk = useWalk(record.ticket);
  const own = ownAddressesOf(useDeskState((state) => state.setup.channels));
  useSubject(() => record.ticket);
  const intoId = record.ticket.mergedIntoTicketId;
  // The conversation of a merged ticket goes on at the one that stands for it.
  const write = (mode: "reply" | "note"): void =>
    intoId === undefined ? composer.begin(mode) : navigate({ page: "ticket", ticketId: intoId });
  const commands = useTicketCommands({
    next: () => walk.go("next"),
    previous: () => walk.go("previous"),
    reply: () => write("reply"),
    replyAll: () => {
      const answered = answeredMail(record);
      if (intoId !== undefined || answered === undefined) write("reply");
      else
        composer.put({
          mode: "reply",
          apply: (draft) => ({ ...draft, messageId: answered.id, ...replyToAll(record, answered, own) }),
        });
    },
    note: () => write("note"),
    putReply: (text) => void composer.put({ mode: "reply", apply: (draft) => withText(draft, text) }),
    showPanel: () => (props.panelShown ? undefined : props.onTogglePanel()),
    back: () => goBack({ page: "board", pipelineId: null }),
  });
  return (
    <ComposerContext value={actions}>
      <div className={cx("page")}>
        <TicketHeader
          walk={walk}
          onMove={commands.move}
          onMerge={commands.merge}
          onMacro={commands.macro}
          onCloseOrReopen={commands.closeOrReopen}
          panelShown={props.panelShown}
          onTogglePanel={props.onTogglePanel}
        />
        <MergedNotice />
        <div className={cx("columns")}>
          <div className={cx("conversation")}>
            <div className={cx("scroller")} data-timeline-scroller>
              {/* Another message to show, from a second search hit in the same ticket, opens the conversation anew. */}
              <Timeline
                key={props.focusMessageId ?? ""}
                unreadAtOpen={props.unreadAtOpen}
                lastSeenAtEpochMs={props.lastSeenAtEpochMs}
                focusMessageId={props.focusMessageId}
                onKeyDown={forwardKey}
              />
            </div>
            <WhoElse />
            {!mayWrite ? (
              <ViewerNote />
            ) : isPainted ? (
              <Composer state={composer} />
            ) : intoId === undefined ? (
              <ComposerSpace />
            ) : null}
          </div>
          {props.panelShown ? (
            <aside className={cx("panel")} aria-label={t("ticket.property.title")}>
              {isPainted ? <PropertiesPanel /> : null}
            </aside>
          ) : null}
        </div>
      </div>
    </ComposerContext>
  );
}

function useScope(open: OpenTicket, record: TicketRecord): TicketScope {
  const { t, language } = useI18n();
  const { now } = useDesk();
  const setup = useDeskState((state) => state.setup);
  const meId = useDeskState((state) => state.status?.me.id ?? null);
  const linked = useLinkedTickets();
  const { messages } = record;
  const names = useMemo(
    () =>
      createNames({
        t,
        meId,
        setup,
        messages,
        when: (epochMs) => formatMoment(epochMs, now(), language),
        ticketNumbers: new Map([...linked].map(([id, ticket]) => [id, ticket.number])),
      }),
    [t, language, now, meId, setup, messages, linked],
  );
  return useMemo(() => ({ open, record, names }), [open, record, names]);
}

/** Where others write, a viewer is told why they can't. */
function ViewerNote() {
  const { t } = useI18n();
  return (
    <p className={cx("viewer")}>
      <IconEye size={16} aria-hidden />
      {t("access.viewer.ticket")}
    </p>
  );
}

/** Read is what a person looks at: a ticket in a window behind others stays unread until the window is shown. Unread is the whole desk's: a viewer leaves it. */
function useMarkRead(open: OpenTicket, unread: boolean): void {
  const mayWrite = useMayWrite();
  useEffect(() => {
    if (!unread || !mayWrite) return undefined;
    const mark = () => {
      if (document.visibilityState === "visible") void open.markRead();
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [open, unread, mayWrite]);
}

/** Keys pressed while a mail's frame has the focus work as anywhere else. */
function forwardKey(event: KeyboardEvent): void {
  const copy = new KeyboardEvent("keydown", {
    key: event.key,
    code: event.code,
    ctrlKey: event.ctrlKey,
    metaKey: event.metaKey,
    altKey: event.altKey,
    shiftKey: event.shiftKey,
    modifierAltGraph: event.getModifierState("AltGraph"),
    bubbles: true,
    cancelable: true,
  });
  if (!window.dispatchEvent(copy)) event.preventDefault();
}

function titleOf({ ticket }: TicketRecord): string {
  return ticketNumberText(ticket) ?? ticket.subject;
}

function Waiting() {
  return (
    <div className={cx("waiting")} aria-busy>
      <Skeleton height={28} width="60%" />
      <Skeleton height={90} />
      <Skeleton height={90} />
      <Skeleton height={160} />
    </div>
  );
}

function NotShown(props: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useI18n();
  const retry = useCallback(() => props.onRetry(), [props]);
  return (
    <EmptyState
      icon={<IconTicketOff size={32} stroke={1.5} />}
      level={1}
      title={t("ticket.failed.title")}
      text={failureText(props.error, t)}
      action={
        <div style={{ display: "flex", gap: 8 }}>
          <Button variant="default" onClick={retry}>
            {t("shell.tryAgain")}
          </Button>
          <Button component="a" href={hrefOf({ page: "board", pipelineId: null })}>
            {t("ticket.failed.board")}
          </Button>
        </div>
      }
    />
  );
}
