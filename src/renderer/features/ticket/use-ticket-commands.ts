import { useMayWrite } from "#renderer/state/use-access.ts";
import { useMacroDialog } from "#renderer/components/macros/use-macro-dialog.tsx";
import { useMergeDialog } from "#renderer/components/merge/use-merge-dialog.tsx";
import { useMoveDialog } from "#renderer/components/move/use-move-dialog.tsx";
import { useMoveTicket } from "#renderer/components/move/use-move-ticket.tsx";
import { useSnoozeTicket } from "#renderer/components/snooze/use-snooze-dialog.tsx";
import { useDeskState, useI18n, usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import { useShortcuts } from "#renderer/state/use-shell.ts";
import { useTicket } from "./ticket-context.tsx";

/** A viewer has none of them. */
export type TicketCommands = {
  readonly move: (() => void) | null;
  /** null where it is merged already. */
  readonly merge: (() => void) | null;
  /** null where it is merged. */
  readonly macro: (() => void) | null;
  /** Closes an open ticket, reopens a closed one; null where the pipeline has no stage of the other kind, and where it is merged. */
  readonly closeOrReopen: (() => void) | null;
};

/** What the keys and the buttons of the head do. */
export function useTicketCommands(screen: {
  readonly reply: () => void;
  readonly replyAll: () => void;
  readonly note: () => void;
  /** Words for the answer. */
  readonly putReply: (text: string) => void;
  readonly showPanel: () => void;
  readonly back: () => void;
  readonly next: () => void;
  readonly previous: () => void;
}): TicketCommands {
  const { record } = useTicket();
  const { ticket } = record;
  const { t } = useI18n();
  const mayWrite = useMayWrite();
  const folded = usePreferences((preferences) => preferences.foldedParts);
  const setPreferences = useSetPreferences();
  const moveTo = useMoveTicket();
  const openMoveDialog = useMoveDialog();
  const openMergeDialog = useMergeDialog();
  const snooze = useSnoozeTicket();
  const openMacroDialog = useMacroDialog();
  const pipeline = useDeskState((state) => state.setup.pipelines.find(({ id }) => id === ticket.pipelineId));
  const stage = pipeline?.stages.find(({ id }) => id === ticket.stageId);
  const other = pipeline?.stages.find(({ kind }) => kind !== (stage?.kind ?? "open"));

  const move = () => openMoveDialog(ticket);
  const merge = ticket.mergedIntoTicketId === undefined ? () => openMergeDialog(ticket) : null;
  const macro = merge === null ? null : () => openMacroDialog([ticket.id], ({ text }) => screen.putReply(text));
  const closeOrReopen =
    // A merged ticket is not reopened: it is taken apart.
    pipeline === undefined || other === undefined || merge === null
      ? null
      : () => void moveTo(ticket, { pipelineId: pipeline.id, stageId: other.id });
  const focusProperty = (id: string) => {
    screen.showPanel();
    setPreferences({ foldedParts: folded.filter((name) => name !== "properties") });
    // After the paint: the panel may just have been opened.
    requestAnimationFrame(() => document.getElementById(id)?.focus());
  };

  useShortcuts([
    { writes: true, keys: "r", opensField: true, label: t("ticket.key.reply"), run: screen.reply },
    { writes: true, keys: "Shift+r", opensField: true, label: t("composing.replyAll"), run: screen.replyAll },
    { writes: true, keys: "n", opensField: true, label: t("ticket.key.note"), run: screen.note },
    { writes: true, keys: "m", label: t("ticket.key.move"), run: move },
    { writes: true, keys: "Shift+m", label: t("merge.key"), when: () => merge !== null, run: () => merge?.() },
    { writes: true, keys: "q", label: t("macros.key"), when: () => macro !== null, run: () => macro?.() },
    { writes: true, keys: "s", label: t("snooze.key"), when: () => merge !== null, run: () => snooze(ticket) },
    {
      writes: true,
      keys: "e",
      label: t("ticket.key.close"),
      when: () => stage?.kind === "open",
      run: () => closeOrReopen?.(),
    },
    { keys: "j", label: t("ticket.key.next"), run: screen.next },
    { keys: "k", label: t("ticket.key.previous"), run: screen.previous },
    {
      writes: true,
      keys: "a",
      opensField: true,
      label: t("ticket.key.assign"),
      run: () => focusProperty("ticket-owner"),
    },
    { writes: true, keys: "t", opensField: true, label: t("ticket.key.tag"), run: () => focusProperty("ticket-tags") },
    { keys: "Escape", label: t("ticket.key.back"), run: screen.back },
  ]);
  return mayWrite
    ? { move, merge, macro, closeOrReopen }
    : { move: null, merge: null, macro: null, closeOrReopen: null };
}
