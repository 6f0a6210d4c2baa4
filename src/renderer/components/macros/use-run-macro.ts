import { useMemo } from "react";
import type { MacroResult } from "#shared/contract/macros.ts";
import type { RenderedText } from "#shared/contract/snippets.ts";
import { MAX_MACRO_TICKETS } from "#shared/automation/limits.ts";
import type { MacroId, TicketId } from "#shared/model/ids.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { useDesk, useI18n, useServices } from "../../state/desk-context.tsx";
import type { Step } from "../../state/undo-stack.ts";
import { useToasts } from "../use-toasts.tsx";
import { useUndo } from "../use-undo.ts";

export type MacroProgress = { readonly done: number; readonly total: number };

export type RunMacro = (macro: {
  readonly id: MacroId;
  readonly name: string;
  readonly ticketIds: readonly TicketId[];
  /** How far it has come; asked between two portions, and false ends it there. */
  readonly onProgress?: (progress: MacroProgress) => boolean;
}) => Promise<{ readonly results: readonly MacroResult[]; readonly reply: RenderedText | null }>;

/** So many at a time: the next are asked for while people's own commands go ahead. */
const PORTION = 10;

/** Runs a macro on tickets and tells what came of it; one Undo takes all of it back. */
export function useRunMacro(): RunMacro {
  const { client } = useDesk();
  const { shell } = useServices();
  const { t } = useI18n();
  const toasts = useToasts();
  const undo = useUndo();
  return useMemo(() => {
    /** What was changed goes into the undo stack, whatever becomes of the rest. */
    const record = (name: string, use: { useId: string; ids: TicketId[] }): void => {
      const what = t("macros.ran", { name, count: use.ids.length });
      const step: Step = {
        what,
        isToldByItself: true,
        undo: () => takeBack(client, use).then((told) => toasts.done(toldOf(told))),
        redo: null,
      };
      undo.record(step);
      toasts.done(what, { step: { step, takeBack: () => void shell.getState().undo.undoOne(step) } });
    };
    const toldOf = ({ notes, changedSince }: Awaited<ReturnType<typeof takeBack>>): string =>
      [
        t("macros.undone"),
        notes > 0 ? t("macros.undone.notes", { count: notes }) : "",
        changedSince > 0 ? t("macros.undone.since", { count: changedSince }) : "",
      ]
        .filter(Boolean)
        .join(" ");
    return async ({ id, name, ticketIds, onProgress }) => {
      const results: MacroResult[] = [];
      let reply: RenderedText | null = null;
      let useId: string | undefined;
      try {
        for (let at = 0; at < ticketIds.length; at += PORTION) {
          if (onProgress?.({ done: at, total: ticketIds.length }) === false) break;
          const some = ticketIds.slice(at, at + PORTION);
          const made = await client.macros.run({ id, ticketIds: some, ...(useId === undefined ? {} : { useId }) });
          useId = made.useId;
          results.push(...made.results);
          reply = ticketIds.length === 1 ? made.reply : null;
        }
      } catch (error) {
        toasts.failed(error);
      }
      const changed = results.filter((one) => one.kind === "done" && one.changed).map(({ ticketId }) => ticketId);
      if (changed.length > 0 && useId !== undefined) record(name, { useId, ids: changed });
      else if (results.every(({ kind }) => kind === "done") && reply === null && results.length > 0)
        toasts.done(t("macros.nothing", { name }));
      return { results, reply };
    };
  }, [client, shell, t, toasts, undo]);
}

async function takeBack(
  client: DeskClient,
  { useId, ids }: { readonly useId: string; readonly ids: readonly TicketId[] },
) {
  let [notes, changedSince] = [0, 0];
  for (let at = 0; at < ids.length; at += MAX_MACRO_TICKETS) {
    const told = await client.macros.undo({ useId, ticketIds: ids.slice(at, at + MAX_MACRO_TICKETS) });
    notes += told.notes;
    changedSince += told.changedSince;
  }
  return { notes, changedSince };
}
