import { ActionIcon, Button, Menu, TextInput, Tooltip } from "@mantine/core";
import {
  IconAlertOctagon,
  IconArrowMerge,
  IconArrowsRightLeft,
  IconFlag,
  IconTag,
  IconTrash,
  IconUser,
  IconX,
  IconZzz,
} from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { BulkView } from "#shared/contract/ticket-changes.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { BulkChange } from "#shared/model/ticket-change.ts";
import { TicketPriority } from "#shared/model/ticket.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { useAssignableUsers } from "../../state/use-access.ts";
import { usePicked } from "../../state/use-shell.ts";
import { useSnoozeDialog } from "../snooze/use-snooze-dialog.tsx";
import { classNamesOf } from "../class-names.ts";
import css from "./SelectionBar.module.css";
import { MAX_TAG_CHARS } from "./limits.ts";
import { useBulk } from "./use-bulk.ts";

const cx = classNamesOf(css);
const ICON = { size: 15, stroke: 1.75 } as const;

/** What is done with the tickets that are picked. @param onDone it was done, or they were let go of */
export function SelectionBar({
  ticketIds,
  onDone,
}: {
  readonly ticketIds: readonly TicketId[];
  readonly onDone: () => void;
}) {
  const { t } = useI18n();
  const bulk = useBulk();
  const openSnooze = useSnoozeDialog();
  const [work, setWork] = useState<BulkView | null>(null);
  const run = (change: BulkChange) =>
    void bulk.run(ticketIds, change, setWork).then(() => {
      setWork(null);
      onDone();
    });
  usePicked(() => ({ ids: ticketIds, run }));
  if (ticketIds.length === 0 && work === null) return null;
  if (work !== null) {
    const done = work.changed + work.unchanged + work.refused;
    return (
      <div className={cx("bar")} role="toolbar" data-selection-bar aria-label={t("selection.label")}>
        <span className={cx("count")}>{t("selection.progress", { done, total: work.total })}</span>
        <span className={cx("gap")} />
        <Button variant="default" onClick={() => bulk.cancel(work.id)}>
          {t("selection.stop")}
        </Button>
      </div>
    );
  }
  return (
    <div className={cx("bar")} role="toolbar" data-selection-bar aria-label={t("selection.label")}>
      <span className={cx("count")}>{t("selection.count", { count: ticketIds.length })}</span>
      <MoveMenu run={run} />
      <AssignMenu run={run} />
      <TagMenu run={run} />
      <Choices label={t("property.priority")} icon={<IconFlag {...ICON} />}>
        {TicketPriority.options.map((priority) => (
          <Menu.Item key={priority} onClick={() => run({ kind: "properties", values: { priority } })}>
            {t(`ticket.priority.${priority}`)}
          </Menu.Item>
        ))}
      </Choices>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconZzz {...ICON} />}
        onClick={() =>
          // Some of them may be snoozed.
          openSnooze(true, (snoozedUntilEpochMs) => run({ kind: "properties", values: { snoozedUntilEpochMs } }))
        }
      >
        {t("snooze.name")}
      </Button>
      {ticketIds.length < 2 ? null : <MergeButton ticketIds={ticketIds} run={run} />}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash {...ICON} />}
        onClick={() => run({ kind: "set-aside", as: "trash" })}
      >
        {t("selection.trash")}
      </Button>
      <Choices label={t("selection.spam")} icon={<IconAlertOctagon {...ICON} />}>
        <Menu.Item onClick={() => run({ kind: "set-aside", as: "spam" })}>{t("selection.spamOnly")}</Menu.Item>
        <Menu.Item onClick={() => run({ kind: "set-aside", as: "spam", blocksWriters: true })}>
          {t("selection.spamAndBlock")}
        </Menu.Item>
      </Choices>
      <span className={cx("gap")} />
      <Tooltip label={t("selection.clear")}>
        <ActionIcon aria-label={t("selection.clear")} onClick={onDone}>
          <IconX {...ICON} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

type Run = { readonly run: (change: BulkChange) => void };

function Choices(props: { readonly label: string; readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <Menu position="top-start" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={props.icon}>
          {props.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: "auto" }}>
        {props.children}
      </Menu.Dropdown>
    </Menu>
  );
}

function MoveMenu({ run }: Run) {
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  return (
    <Choices label={t("selection.move")} icon={<IconArrowsRightLeft {...ICON} />}>
      {pipelines.map((pipeline) => [
        <Menu.Label key={pipeline.id}>{pipeline.name}</Menu.Label>,
        ...pipeline.stages.map((stage) => (
          <Menu.Item
            key={stage.id}
            onClick={() => run({ kind: "move", to: { pipelineId: pipeline.id, stageId: stage.id } })}
          >
            {stage.name}
          </Menu.Item>
        )),
      ])}
    </Choices>
  );
}

function AssignMenu({ run }: Run) {
  const { t } = useI18n();
  const users = useAssignableUsers();
  return (
    <Choices label={t("selection.assign")} icon={<IconUser {...ICON} />}>
      <Menu.Item onClick={() => run({ kind: "properties", values: { ownerId: null } })}>
        {t("shell.palette.unassign")}
      </Menu.Item>
      {users.map(({ id, name }) => (
        <Menu.Item key={id} onClick={() => run({ kind: "properties", values: { ownerId: id } })}>
          {name}
        </Menu.Item>
      ))}
    </Choices>
  );
}

function TagMenu({ run }: Run) {
  const { t } = useI18n();
  const [tag, setTag] = useState("");
  const tags = tag.trim() === "" ? [] : [tag.trim()];
  return (
    <Choices label={t("property.tags")} icon={<IconTag {...ICON} />}>
      <TextInput
        m={6}
        aria-label={t("selection.tag")}
        placeholder={t("selection.tag")}
        maxLength={MAX_TAG_CHARS}
        value={tag}
        data-autofocus
        onChange={(event) => setTag(event.currentTarget.value)}
      />
      <Menu.Item disabled={tags.length === 0} onClick={() => run({ kind: "tags", add: tags, remove: [] })}>
        {t("selection.addTag")}
      </Menu.Item>
      <Menu.Item disabled={tags.length === 0} onClick={() => run({ kind: "tags", add: [], remove: tags })}>
        {t("selection.removeTag")}
      </Menu.Item>
    </Choices>
  );
}

/** All into one of them: the one that was begun first, whose id is the smallest. */
function MergeButton({ ticketIds, run }: Run & { readonly ticketIds: readonly TicketId[] }) {
  const { t } = useI18n();
  const oldest = ticketIds.reduce((first, id) => (id < first ? id : first));
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconArrowMerge {...ICON} />}
      onClick={() => run({ kind: "merge", intoTicketId: oldest })}
    >
      {t("selection.merge")}
    </Button>
  );
}
