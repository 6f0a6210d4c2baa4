import { useAssignableUsers, useMayWrite } from "#renderer/state/use-access.ts";
import { MultiSelect, Select, TagsInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { PriorityMark } from "#renderer/components/PriorityMark.tsx";
import { priorityOption } from "#renderer/components/priority-option.tsx";
import { SourceIcon } from "#renderer/components/SourceIcon.tsx";
import { useNow } from "#renderer/components/use-now.ts";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { UserId } from "#shared/model/ids.ts";
import { MAX_FOLLOWERS, TicketPriority } from "#shared/model/ticket.ts";
import { formatDuration } from "#renderer/components/format-amounts.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useTicket } from "../ticket-context.tsx";
import { PRIORITY_KEYS } from "../timeline/describe-change.ts";
import { ContactList } from "./ContactList.tsx";
import { DateField } from "./DateField.tsx";
import { OwnProperties } from "./OwnProperties.tsx";
import { PastDueDialog } from "./PastDueDialog.tsx";
import { LinkedTickets } from "./LinkedTickets.tsx";
import { PlaceFields } from "./PlaceFields.tsx";
import css from "./Properties.module.css";
import { SimilarTickets } from "../similar/SimilarTickets.tsx";
import { PropertyRow } from "./PropertyRow.tsx";
import { TicketWorkflows } from "../workflows/TicketWorkflows.tsx";
import { SlaSection } from "./SlaSection.tsx";
import { TheirTickets } from "./TheirTickets.tsx";
import { useUpdate } from "./use-update.ts";
import { PanelPart } from "./PanelPart.tsx";

const cx = classNamesOf(css);
const FIELD = { input: cx("control"), section: cx("section") };

/** Everything known of a ticket beside its conversation, edited in place. */
export function PropertiesPanel() {
  const { t } = useI18n();
  const mayWrite = useMayWrite();
  return (
    <div role="presentation" className={cx("panel")} onKeyDown={leaveField}>
      <PanelPart name="properties" title={t("ticket.property.title")}>
        <fieldset className={cx("fields")} disabled={!mayWrite}>
          <PlaceFields />
          <PeopleAndTags />
          <Dates />
        </fieldset>
      </PanelPart>
      <OwnProperties />
      <SlaSection />
      <ContactList />
      <TheirTickets />
      <LinkedTickets />
      <SimilarTickets />
      <TicketWorkflows />
    </div>
  );
}

/** Escape leaves a field whose list is closed, so that the keys of the ticket work again. */
function leaveField({ key, target }: KeyboardEvent): void {
  if (key === "Escape" && target instanceof HTMLInputElement && target.ariaExpanded !== "true") target.blur();
}

function PeopleAndTags() {
  const { record } = useTicket();
  const { ticket } = record;
  const { t } = useI18n();
  const update = useUpdate();
  const users = useAssignableUsers(ticket.ownerId);
  const owner = users.find(({ id }) => id === ticket.ownerId);
  return (
    <>
      <PropertyRow label={t("property.ownerId")}>
        <Select
          id="ticket-owner"
          aria-label={t("property.ownerId")}
          searchable
          clearable
          placeholder={t("property.nobody")}
          data={users.map(({ id, name }) => ({ value: id, label: name }))}
          value={ticket.ownerId}
          onChange={(value) => update({ ownerId: UserId.nullable().parse(value) }, t("property.ownerId"))}
          leftSection={owner === undefined ? undefined : <UserAvatar id={owner.id} name={owner.name} sizePx={18} />}
          classNames={FIELD}
        />
      </PropertyRow>
      <PropertyRow label={t("property.priority")}>
        <Select
          aria-label={t("property.priority")}
          clearable
          placeholder={t("property.noPriority")}
          data={TicketPriority.options.map((value) => ({ value, label: t(PRIORITY_KEYS[value]) }))}
          value={ticket.priority}
          onChange={(value) => update({ priority: TicketPriority.nullable().parse(value) }, t("property.priority"))}
          renderOption={priorityOption}
          leftSection={ticket.priority === null ? undefined : <PriorityMark priority={ticket.priority} />}
          classNames={FIELD}
        />
      </PropertyRow>
      <PropertyRow label={t("property.tags")}>
        <TagsField />
      </PropertyRow>
      <PropertyRow label={t("property.followerIds")}>
        <Followers />
      </PropertyRow>
    </>
  );
}

/** Who is told of what happens with the ticket. */
function Followers() {
  const { record } = useTicket();
  const { followerIds } = record.ticket;
  const { t } = useI18n();
  const update = useUpdate();
  const users = useAssignableUsers(null);
  const known = useDeskState((state) => state.setup.users);
  // Who has left the desk follows on until somebody takes them out.
  const data = [...users, ...known.filter(({ id }) => followerIds.includes(id) && !users.some((one) => one.id === id))];
  return (
    <MultiSelect
      aria-label={t("property.followerIds")}
      placeholder={followerIds.length === 0 ? t("property.nobody") : ""}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...followerIds]}
      searchable
      maxValues={MAX_FOLLOWERS}
      onChange={(next) => update({ followerIds: next.map((id) => UserId.parse(id)) }, t("property.followerIds"))}
      classNames={{ ...FIELD, inputField: cx("tagInput"), pill: cx("tag") }}
    />
  );
}

function TagsField() {
  const { record } = useTicket();
  const { tags } = record.ticket;
  const { t } = useI18n();
  const update = useUpdate();
  const desk = useDesk();
  const [suggestions, setSuggestions] = useState<string[]>([]);
  return (
    <TagsInput
      id="ticket-tags"
      aria-label={t("property.tags")}
      placeholder={tags.length === 0 ? t("ticket.property.addTag") : ""}
      data={suggestions}
      value={tags}
      maxTags={MAX_TAGS}
      // Collected once the field is used: the desk may know thousands of cards.
      onFocus={() => setSuggestions(tagsOf([...desk.store.getState().board.cards.values()]))}
      onChange={(next) => {
        const cleaned = [...new Set(next.map((tag) => tag.trim().slice(0, MAX_TAG_CHARS)).filter((tag) => tag !== ""))];
        update({ tags: cleaned }, t("property.tags"));
      }}
      classNames={{ ...FIELD, inputField: cx("tagInput"), pill: cx("tag") }}
    />
  );
}

/** Tags of tickets that have been seen, each once. */
function tagsOf(cards: readonly { readonly tags: readonly string[] }[]): string[] {
  return [...new Set(cards.flatMap((card) => card.tags))].toSorted((a, b) => a.localeCompare(b));
}

/** As the model has it. */
const MAX_TAGS = 50;
const MAX_TAG_CHARS = 60;

function Dates() {
  const { record, names } = useTicket();
  const { ticket } = record;
  const { t, language } = useI18n();
  const now = useNow();
  const update = useUpdate();
  const closed = ticket.closedAtEpochMs !== null;
  /** A due date that has passed, and waits for what is said of it. */
  const [past, setPast] = useState<number | null>(null);
  return (
    <>
      <PropertyRow label={t("property.dueAtEpochMs")}>
        <DateField
          label={t("property.dueAtEpochMs")}
          atEpochMs={ticket.dueAtEpochMs}
          nowEpochMs={now}
          overdue={!closed && ticket.dueAtEpochMs !== null && ticket.dueAtEpochMs < now}
          onChange={(dueAtEpochMs) => {
            if (dueAtEpochMs !== null && dueAtEpochMs < now) setPast(dueAtEpochMs);
            else update({ dueAtEpochMs }, t("property.dueAtEpochMs"));
          }}
        />
        <PastDueDialog
          atEpochMs={past}
          onClose={() => setPast(null)}
          onDecide={(pastDue) => {
            setPast(null);
            update({ dueAtEpochMs: past }, t("property.dueAtEpochMs"), pastDue);
          }}
        />
      </PropertyRow>
      <PropertyRow label={t("ticket.property.closedAt")}>
        <DateField
          label={t("ticket.property.closedAt")}
          atEpochMs={ticket.closedAtEpochMs}
          nowEpochMs={now}
          onChange={(closedAtEpochMs) => update({ closedAtEpochMs }, t("ticket.property.closedAt"))}
        />
      </PropertyRow>
      {ticket.timeToCloseMs === null ? null : (
        <PropertyRow label={t("ticket.property.timeToClose")} hint={t("ticket.property.why.timeToClose")}>
          <div className={cx("plain")}>{formatDuration(ticket.timeToCloseMs, language)}</div>
        </PropertyRow>
      )}
      <PropertyRow label={t("ticket.property.createdAt")}>
        <div className={cx("plain")} title={formatAbsolute(ticket.createdAtEpochMs, language)}>
          {formatMoment(ticket.createdAtEpochMs, now, language)}
        </div>
      </PropertyRow>
      <PropertyRow label={t("ticket.property.source")}>
        <div className={cx("plain")} style={{ display: "flex", alignItems: "center", gap: 6 }}>
          <SourceIcon source={ticket.source} />
          {ticket.channelId === null ? t(`board.source.${ticket.source}`) : names.channel(ticket.channelId)}
        </div>
      </PropertyRow>
    </>
  );
}
