import { useAssignableUsers, useMayWrite } from "../state/use-access.ts";
import { tagKey } from "#shared/rules/unique-tags.ts";
import {
  IconArrowMerge,
  IconArrowsRightLeft,
  IconCheck,
  IconFlag,
  IconHelpCircle,
  IconPlayerPlay,
  IconTag,
  IconTagOff,
  IconUser,
  IconZzz,
} from "@tabler/icons-react";
import { TicketPriority } from "#shared/model/ticket.ts";
import { usePutReply } from "../components/macros/use-put-reply.ts";
import { useRunMacro } from "../components/macros/use-run-macro.ts";
import { useMergeDialog } from "../components/merge/use-merge-dialog.tsx";
import { useMoveTicket } from "../components/move/use-move-ticket.tsx";
import { useSnoozeTicket } from "../components/snooze/use-snooze-dialog.tsx";
import { useChangeTicket } from "../components/ticket/use-change-ticket.ts";
import { useDesk, useDeskState, useI18n, useServices } from "../state/desk-context.tsx";
import type { TicketSubject } from "../state/shell-store.ts";
import type { PaletteAction } from "./palette-action.ts";

const ICON = { size: 16, stroke: 1.75 } as const;
/** As the model has it. */
const MAX_TAG_CHARS = 60;

/** What can be done with the ticket on the screen, or with the card that has the focus: close, assign, move, priority, tags. */
export function useTicketActions(subject: TicketSubject | null, query: string): PaletteAction[] {
  const { t } = useI18n();
  const { store } = useDesk();
  const { shell } = useServices();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const users = useAssignableUsers();
  const mayWrite = useMayWrite();
  const meId = useDeskState((state) => state.status?.me.id ?? null);
  const move = useMoveTicket();
  const openMerge = useMergeDialog();
  const snooze = useSnoozeTicket();
  const macros = useDeskState((state) => state.setup.macros);
  const runMacro = useRunMacro();
  const putReply = usePutReply();
  const change = useChangeTicket();
  if (subject === null) return [];

  const pipeline = pipelines.find(({ id }) => id === subject.pipelineId);
  const stage = pipeline?.stages.find(({ id }) => id === subject.stageId);
  const owner = t("property.ownerId");
  const tagged = new Set(subject.tags.map(tagKey));
  const withTags = (tags: string[]): void => change.update(subject, { tags }, t("property.tags"));
  const addTag = (tag: string): PaletteAction => ({
    id: `tag-${tag}`,
    label: t("shell.palette.addTag", { tag }),
    keywords: [t("shell.palette.words.tag"), tag],
    leftSection: <IconTag {...ICON} />,
    onClick: () => withTags([...subject.tags, tag]),
  });
  const assign = (id: string, label: string, ownerId: TicketSubject["ownerId"]): PaletteAction => ({
    id,
    label,
    keywords: [t("shell.palette.words.assign")],
    leftSection: <IconUser {...ICON} />,
    onClick: () => change.update(subject, { ownerId }, owner),
  });

  const why: PaletteAction[] = [
    {
      id: "why-here",
      label: t("whyHere.action"),
      leftSection: <IconHelpCircle {...ICON} />,
      // After the palette has given the focus back.
      onClick: () => requestAnimationFrame(() => setTimeout(() => shell.setState({ whyHere: subject.id }), 0)),
    },
  ];
  if (!mayWrite) return why;
  return [
    ...why,
    ...macros.map(({ id, name }) => ({
      id: `macro-${id}`,
      label: t("macros.palette", { name }),
      keywords: [t("macros.title")],
      leftSection: <IconPlayerPlay {...ICON} />,
      onClick: () =>
        void runMacro({ id, name, ticketIds: [subject.id] }).then(
          ({ reply }) => reply && putReply(subject.id, reply.text),
        ),
    })),
    {
      id: "snooze",
      label: t("snooze.title"),
      leftSection: <IconZzz {...ICON} />,
      // After the palette has given the focus back.
      onClick: () => requestAnimationFrame(() => setTimeout(() => snooze(subject), 0)),
    },
    {
      id: "close",
      label: t(stage?.kind === "closed" ? "shell.palette.reopen" : "shell.palette.close"),
      keywords: [t("shell.palette.words.close")],
      leftSection: <IconCheck {...ICON} />,
      onClick: () => void change.closeOrReopen(subject),
    },
    ...(meId === null || subject.ownerId === meId || !users.some(({ id }) => id === meId)
      ? []
      : [assign("assign-me", t("shell.palette.assignMe"), meId)]),
    ...users
      .filter(({ id }) => id !== subject.ownerId && id !== meId)
      .map(({ id, name }) => assign(`assign-${id}`, t("shell.palette.assign", { name }), id)),
    ...(subject.ownerId === null ? [] : [assign("unassign", t("shell.palette.unassign"), null)]),
    ...pipelines.flatMap((target) =>
      target.stages
        .filter(({ id }) => id !== subject.stageId)
        .map(({ id, name }) => ({
          id: `move-${id}`,
          label:
            target.id === subject.pipelineId
              ? t("shell.palette.moveTo", { stage: name })
              : t("shell.palette.moveToIn", { stage: name, pipeline: target.name }),
          keywords: [t("shell.palette.words.move")],
          leftSection: <IconArrowsRightLeft {...ICON} />,
          onClick: () => void move(subject, { pipelineId: target.id, stageId: id }),
        })),
    ),
    ...(subject.mergedIntoTicketId === undefined
      ? [
          {
            id: "merge",
            label: t("merge.action"),
            keywords: [t("merge.words")],
            leftSection: <IconArrowMerge {...ICON} />,
            onClick: () => openMerge(subject),
          },
        ]
      : []),
    ...[...TicketPriority.options, null]
      .filter((priority) => priority !== subject.priority)
      .map((priority) => ({
        id: `priority-${priority ?? "none"}`,
        label:
          priority === null
            ? t("shell.palette.noPriority")
            : t("shell.palette.priority", { priority: t(`ticket.priority.${priority}`) }),
        leftSection: <IconFlag {...ICON} />,
        onClick: () => change.update(subject, { priority }, t("property.priority")),
      })),
    ...tagsToAdd(query, [...store.getState().board.cards.values()], tagged).map(addTag),
    ...subject.tags.map((tag) => ({
      id: `untag-${tag}`,
      label: t("shell.palette.removeTag", { tag }),
      keywords: [t("shell.palette.words.tag")],
      leftSection: <IconTagOff {...ICON} />,
      onClick: () => withTags(subject.tags.filter((other) => other !== tag)),
    })),
  ];
}

/** Tags that have been seen and, once something is typed, a new one of its last words. */
function tagsToAdd(
  query: string,
  cards: readonly { readonly tags: readonly string[] }[],
  has: ReadonlySet<string>,
): string[] {
  const known = [...new Set(cards.flatMap(({ tags }) => tags))].toSorted((a, b) => a.localeCompare(b));
  const typed = /^\s*\S+\s+(.+)$/u.exec(query)?.[1]?.trim().slice(0, MAX_TAG_CHARS) ?? "";
  const isNew = typed !== "" && !known.some((tag) => tagKey(tag) === tagKey(typed));
  return [...(isNew ? [typed] : []), ...known].filter((tag) => !has.has(tagKey(tag)));
}
