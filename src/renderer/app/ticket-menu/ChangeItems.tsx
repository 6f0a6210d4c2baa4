import { Menu } from "@mantine/core";
import {
  IconAlertOctagon,
  IconArrowBackUp,
  IconArrowMerge,
  IconArrowsRightLeft,
  IconCheck,
  IconPlayerPlay,
  IconTag,
  IconTrash,
  IconUser,
  IconZzz,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { TicketId, UserId } from "#shared/model/ids.ts";
import type { BulkChange } from "#shared/model/ticket-change.ts";
import { useMacroDialog } from "../../components/macros/use-macro-dialog.tsx";
import { usePutReply } from "../../components/macros/use-put-reply.ts";
import { useMergeDialog } from "../../components/merge/use-merge-dialog.tsx";
import { useMoveTicket } from "../../components/move/use-move-ticket.tsx";
import { useBulk } from "../../components/selection/use-bulk.ts";
import { useTagDialog } from "../../components/selection/use-tag-dialog.tsx";
import { useSnoozeDialog, useSnoozeTicket } from "../../components/snooze/use-snooze-dialog.tsx";
import { useChangeTicket } from "../../components/ticket/use-change-ticket.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import type { MoveTarget } from "../../state/pending-move.ts";
import type { PickedTickets } from "../../state/shell-store.ts";
import { useAssignableUsers } from "../../state/use-access.ts";
import { useMenuTicket } from "./use-menu-ticket.ts";

const ICON = { size: 15, stroke: 1.75 } as const;

/** The menu's items that change something. @param props.many all of these are changed; null: the ticket alone */
export function ChangeItems({ ticketId, many }: { readonly ticketId: TicketId; readonly many: PickedTickets | null }) {
  const { t } = useI18n();
  const ticket = useMenuTicket(ticketId);
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const users = useAssignableUsers();
  const bulk = useBulk();
  const move = useMoveTicket();
  const change = useChangeTicket();
  const openMerge = useMergeDialog();
  const openMacro = useMacroDialog();
  const openTags = useTagDialog();
  const openSnooze = useSnoozeDialog();
  const snooze = useSnoozeTicket();
  const putReply = usePutReply();
  if (ticket === null) return null;

  const ids = many?.ids ?? [ticketId];
  const run = (what: BulkChange): void => (many === null ? void bulk.run(ids, what, () => undefined) : many.run(what));
  if (ticket.aside !== undefined)
    return (
      <>
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowBackUp {...ICON} />} onClick={() => run({ kind: "bring-back" })}>
          {t(`aside.restore.${ticket.aside.as}`)}
        </Menu.Item>
      </>
    );
  // A merged ticket is not changed: the one that stands for it is.
  if (ticket.mergedIntoTicketId !== undefined) return null;

  const moveTo = (to: MoveTarget) => (many === null ? void move(ticket, to) : run({ kind: "move", to }));
  const assign = (ownerId: UserId | null) =>
    many === null
      ? change.update(ticket, { ownerId }, t("property.ownerId"))
      : run({ kind: "properties", values: { ownerId } });
  const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === ticket.stageId);
  return (
    <>
      <Menu.Divider />
      <Sub label={t("selection.assign")} icon={<IconUser {...ICON} />}>
        <Menu.Item onClick={() => assign(null)}>{t("shell.palette.unassign")}</Menu.Item>
        {users.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => assign(id)}>
            {name}
          </Menu.Item>
        ))}
      </Sub>
      <Sub label={t("selection.move")} icon={<IconArrowsRightLeft {...ICON} />}>
        {pipelines.map((pipeline) => [
          <Menu.Label key={pipeline.id}>{pipeline.name}</Menu.Label>,
          ...pipeline.stages.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => moveTo({ pipelineId: pipeline.id, stageId: id })}>
              {name}
            </Menu.Item>
          )),
        ])}
      </Sub>
      <Menu.Item leftSection={<IconTag {...ICON} />} onClick={() => openTags(run)}>
        {t("selection.tag")} …
      </Menu.Item>
      <Menu.Item
        leftSection={<IconZzz {...ICON} />}
        onClick={() =>
          many === null
            ? snooze(ticket)
            : openSnooze(true, (snoozedUntilEpochMs) => run({ kind: "properties", values: { snoozedUntilEpochMs } }))
        }
      >
        {t("snooze.name")} …
      </Menu.Item>
      {many === null ? (
        <Menu.Item leftSection={<IconCheck {...ICON} />} onClick={() => void change.closeOrReopen(ticket)}>
          {t(stage?.kind === "closed" ? "shell.palette.reopen" : "shell.palette.close")}
        </Menu.Item>
      ) : null}
      {many === null ? (
        <Menu.Item leftSection={<IconArrowMerge {...ICON} />} onClick={() => openMerge(ticket)}>
          {t("merge.action")}
        </Menu.Item>
      ) : (
        <Menu.Item
          leftSection={<IconArrowMerge {...ICON} />}
          onClick={() => run({ kind: "merge", intoTicketId: ids.reduce((first, id) => (id < first ? id : first)) })}
        >
          {t("selection.merge")}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconPlayerPlay {...ICON} />}
        onClick={() => openMacro(ids, many === null ? ({ text }) => putReply(ticketId, text) : undefined)}
      >
        {t("macros.key")} …
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconAlertOctagon {...ICON} />} onClick={() => run({ kind: "set-aside", as: "spam" })}>
        {t("selection.spamOnly")}
      </Menu.Item>
      <Menu.Item leftSection={<IconTrash {...ICON} />} onClick={() => run({ kind: "set-aside", as: "trash" })}>
        {t("selection.trash")}
      </Menu.Item>
    </>
  );
}

function Sub(props: { readonly label: string; readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={props.icon}>{props.label}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown mah="60vh" style={{ overflowY: "auto" }} data-ticket-menu>
        {props.children}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
