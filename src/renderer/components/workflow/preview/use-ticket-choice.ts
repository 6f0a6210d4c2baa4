import { useEffect, useState } from "react";
import type { SearchHit } from "#shared/contract/search.ts";
import { type PipelineId, TicketId } from "#shared/model/ids.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { useEditorState } from "../editor/editor-context.tsx";

export type TicketOption = { readonly value: string; readonly label: string };

export type TicketChoice = {
  /** Null: the desk has none, or has not told yet. */
  readonly ticketId: TicketId | null;
  readonly chosen: TicketOption | null;
  readonly options: readonly TicketOption[];
  readonly hasNone: boolean;
  readonly typed: string;
  readonly type: (typed: string) => void;
  readonly choose: (option: TicketOption) => void;
};

/** Somebody who types a word asks once. */
const PAUSE_MS = 150;
const MAX_OFFERED = 20;

/** The ticket of the newest activity; null where there is none, undefined until the desk has told. */
type Newest = TicketOption | null | undefined;

export type Picked = readonly [picked: TicketOption | null, choose: (option: TicketOption) => void];

/** A ticket of the workflow's pipeline, as below. */
export function useTicketChoice(kept?: Picked): TicketChoice {
  return useTicketOf(
    useEditorState((state) => state.history.draft.pipelineId),
    kept,
  );
}

/**
 * A ticket of a pipeline, null: of any: that of the newest activity, until another one is searched for and chosen.
 * @param kept where what was chosen is remembered; default: here, as long as this is shown
 */
export function useTicketOf(pipelineId: PipelineId | null, kept?: Picked): TicketChoice {
  const [typed, type] = useState("");
  const here = useState<TicketOption | null>(null);
  const [picked, choose] = kept ?? here;
  const [newest, setNewest] = useState<Newest>();
  const chosen = picked ?? newest ?? null;
  // The field shows what is chosen until somebody types.
  const options = useTicketOptions(pipelineId, typed === chosen?.label ? "" : typed.trim(), setNewest);
  const isOffered = chosen === null || options.some(({ value }) => value === chosen.value);
  return {
    ticketId: chosen === null ? null : TicketId.parse(chosen.value),
    chosen,
    options: isOffered ? options : [chosen, ...options],
    hasNone: newest === null,
    typed,
    type,
    choose,
  };
}

/** Tickets by number, subject or person; the newest where nothing is asked for. @param onNewest keep it stable */
export function useTicketOptions(
  pipelineId: PipelineId | null,
  q: string,
  onNewest: (newest: Newest) => void,
): readonly TicketOption[] {
  const { client } = useDesk();
  const [options, setOptions] = useState<readonly TicketOption[]>([]);
  useEffect(() => {
    const aborted = new AbortController();
    const { signal } = aborted;
    const newest = async (): Promise<readonly TicketOption[]> => {
      const of = pipelineId === null ? {} : { pipelineId };
      const { items } = await client.tickets.list({ ...of, limit: MAX_OFFERED }, { signal });
      return items.map(({ id, number, subject }) => ({ value: id, label: labelOf(number, subject) }));
    };
    const found = async (): Promise<readonly TicketOption[]> => {
      const { items } = await client.search.query({ q, kind: "ticket", limit: MAX_OFFERED }, { signal });
      return items.flatMap(optionOf);
    };
    const ask = async (): Promise<void> => {
      const told = await (q === "" ? newest() : found());
      if (signal.aborted) return;
      setOptions(told);
      if (q === "") onNewest(told[0] ?? null);
    };
    // The desk is away: the frame says so.
    const timer = setTimeout(() => void ask().catch(() => undefined), q === "" ? 0 : PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [client, pipelineId, q, onNewest]);
  return options;
}

function optionOf({ ticketId, ticketNumber, title }: SearchHit): TicketOption[] {
  const subject = title.map(({ text }) => text).join("");
  return ticketId === null ? [] : [{ value: ticketId, label: labelOf(ticketNumber, subject) }];
}

/** A ticket that was made offline has no number yet. */
const labelOf = (number: number | null, subject: string) =>
  number === null ? subject : `#${String(number)} ${subject}`;
