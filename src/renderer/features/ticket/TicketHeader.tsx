import { ticketNumberText } from "#renderer/components/ticket/ticket-number.ts";
import { useMayWrite } from "#renderer/state/use-access.ts";
import { ActionIcon, Button, Menu, TextInput, Tooltip } from "@mantine/core";
import { KeySign } from "#renderer/components/KeySign.tsx";
import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconArrowMerge,
  IconArrowsRightLeft,
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconDots,
  IconLayoutSidebarRight,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { StageBadge } from "#renderer/components/StageBadge.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { SnoozeBadge } from "#renderer/components/ticket/SnoozeBadge.tsx";
import { useTicketChange } from "#renderer/components/ticket/use-ticket-change.ts";
import { useTicket } from "./ticket-context.tsx";
import { useUpdate } from "./properties/use-update.ts";
import css from "./TicketHeader.module.css";
import { useEditInPlace } from "./use-edit-in-place.ts";
import type { Walk } from "./use-walk.ts";

const cx = classNamesOf(css);

export type TicketHeaderProps = {
  readonly walk: Walk;
  /** null for a viewer. */
  readonly onMove: (() => void) | null;
  /** null where it is merged already. */
  readonly onMerge: (() => void) | null;
  /** null for a viewer, and where it is merged. */
  readonly onMacro: (() => void) | null;
  /** Closes an open ticket, reopens a closed one; null where the pipeline has no stage of the other kind. */
  readonly onCloseOrReopen: (() => void) | null;
  readonly panelShown: boolean;
  readonly onTogglePanel: () => void;
};

/** Number, subject, status, and what one does with a ticket as a whole. */
export function TicketHeader(props: TicketHeaderProps) {
  const { record } = useTicket();
  const { ticket } = record;
  const { t } = useI18n();
  const stage = useDeskState((state) =>
    state.setup.pipelines.find(({ id }) => id === ticket.pipelineId)?.stages.find(({ id }) => id === ticket.stageId),
  );
  const closed = stage?.kind === "closed";
  return (
    <header className={cx("header")}>
      <span className={cx("number")}>{ticketNumberText(ticket) ?? t("ticket.head.noNumber")}</span>
      <Subject />
      {stage === undefined ? null : (
        <span className={cx("badge")}>
          <StageBadge stage={stage} />
          <SnoozeBadge untilEpochMs={ticket.snoozedUntilEpochMs} />
        </span>
      )}
      <div className={cx("actions")}>
        <WalkButtons walk={props.walk} />
        {props.onMove === null ? null : (
          <Button variant="default" leftSection={<IconArrowsRightLeft size={14} />} onClick={props.onMove}>
            {t("ticket.head.move")}
          </Button>
        )}
        {props.onCloseOrReopen === null ? null : (
          <Button
            variant={closed ? "default" : "light"}
            leftSection={closed ? <IconArrowBackUp size={14} /> : <IconCheck size={14} />}
            onClick={props.onCloseOrReopen}
          >
            {t(closed ? "ticket.head.reopen" : "ticket.head.close")}
          </Button>
        )}
        {props.onMerge === null ? null : <MoreMenu onMerge={props.onMerge} onMacro={props.onMacro} />}
        <Tooltip label={t("ticket.head.properties")}>
          <ActionIcon
            aria-label={t("ticket.head.properties")}
            aria-pressed={props.panelShown}
            onClick={props.onTogglePanel}
          >
            <IconLayoutSidebarRight size={17} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

/** What is done with a ticket more rarely. */
function MoreMenu({ onMerge, onMacro }: { readonly onMerge: () => void; readonly onMacro: (() => void) | null }) {
  const { t } = useI18n();
  const { record } = useTicket();
  const { id, aside } = record.ticket;
  const change = useTicketChange();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={t("ticket.head.more")}>
          <ActionIcon aria-label={t("ticket.head.more")}>
            <IconDots size={17} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {onMacro === null ? null : (
          <Menu.Item
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            rightSection={<KeySign keys="q" />}
            onClick={onMacro}
          >
            {t("macros.action")}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconArrowMerge size={15} aria-hidden />}
          rightSection={<KeySign keys="Shift+m" />}
          onClick={onMerge}
        >
          {t("merge.action")}
        </Menu.Item>
        {aside !== undefined ? null : (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => void change(id, { kind: "set-aside", as: "trash" }, t("aside.trashed"))}
            >
              {t("selection.trash")}
            </Menu.Item>
            {[false, true].map((blocksWriters) => (
              <Menu.Item
                key={String(blocksWriters)}
                leftSection={<IconAlertOctagon size={15} aria-hidden />}
                onClick={() => void change(id, { kind: "set-aside", as: "spam", blocksWriters }, t("aside.spammed"))}
              >
                {t(blocksWriters ? "selection.spamAndBlock" : "selection.spamOnly")}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Subject() {
  const { record } = useTicket();
  const { subject } = record.ticket;
  const { t } = useI18n();
  const update = useUpdate();
  const mayWrite = useMayWrite();
  const edit = useEditInPlace(subject, (typed) => {
    const cleaned = typed.trim();
    if (cleaned !== "" && cleaned !== subject) update({ subject: cleaned }, t("property.subject"));
  });

  if (!mayWrite)
    return (
      <h1 className={cx("subject")} title={subject}>
        <span className={cx("text")} dir="auto">
          {subject}
        </span>
      </h1>
    );
  if (!edit.isEdited) {
    return (
      <h1 className={cx("subject")}>
        <button
          type="button"
          className={cx("edit")}
          title={subject}
          aria-label={`${subject}. ${t("ticket.head.editSubject")}`}
          {...edit.button}
        >
          <span className={cx("text")} dir="auto">
            {subject}
          </span>
          <IconPencil size={14} className={cx("pencil")} aria-hidden />
        </button>
      </h1>
    );
  }
  return (
    <TextInput
      className={cx("subject")}
      size="sm"
      maxLength={MAX_SUBJECT_CHARS}
      aria-label={t("ticket.head.subject")}
      onFocus={(event) => event.currentTarget.select()}
      {...edit.field}
    />
  );
}

/** Where the person is in the list that they go through, and on to the next; nothing where there is no list. */
function WalkButtons({ walk }: { readonly walk: Walk }) {
  const { t } = useI18n();
  if (walk.total < 2) return null;
  const step = (direction: "previous" | "next", Icon: typeof IconChevronUp, key: string) => (
    <Tooltip label={`${t(`ticket.key.${direction}`)} (${key})`}>
      <ActionIcon
        aria-label={t(`ticket.key.${direction}`)}
        disabled={walk[direction] === null}
        onClick={() => walk.go(direction)}
      >
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <span className={cx("walk")}>
      <span className={cx("place")}>{t("ticket.walk.place", { place: walk.place, total: walk.total })}</span>
      {step("previous", IconChevronUp, "k")}
      {step("next", IconChevronDown, "j")}
    </span>
  );
}

/** As the model has it. */
const MAX_SUBJECT_CHARS = 500;
