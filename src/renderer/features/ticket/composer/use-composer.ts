import { useEffect, useMemo, useRef, useState } from "react";
import type { OutboxItemId } from "#shared/model/ids.ts";
import type { MailDraft, MailMode } from "#renderer/components/composer/draft/mail-draft.ts";

export type ComposerMode = MailMode | "note";

/** Something that another part of the screen wants in the composer. */
export type ComposerRequest = {
  readonly mode: MailMode;
  /** What it does to the draft of that mode. */
  readonly apply: (draft: MailDraft) => MailDraft;
};

/** What was sent, as it was written: Undo brings exactly that back. */
export type Written = { readonly mode: MailMode; readonly draft: MailDraft };

/** What the screen's keys, the messages' menus and the outbox bars ask of the composer. The same object while the ticket is open. */
export type ComposerActions = {
  begin(mode: ComposerMode): void;
  /** False once the screen is left: nobody would take it. */
  put(request: ComposerRequest): boolean;
  remember(id: OutboxItemId, written: Written): void;
  /** Undefined where it was written elsewhere or before. */
  recall(id: OutboxItemId): Written | undefined;
};

/** Whether and what the person is writing; held by the screen, so that its keys can begin an answer. */
export type ComposerState = ComposerActions & {
  /** null until the person chose; a saved draft decides then. */
  readonly chosen: ComposerMode | null;
  readonly active: boolean;
  /** Counted up by each wish to write, so that the field takes the focus anew. */
  readonly focusAsked: number;
  /** Oldest first; the composer takes them out. */
  readonly requests: readonly ComposerRequest[];
  readonly taken: (request: ComposerRequest) => void;
  readonly setActive: (active: boolean) => void;
};

export function useComposer(): { readonly state: ComposerState; readonly actions: ComposerActions } {
  const [chosen, setChosen] = useState<ComposerMode | null>(null);
  const [active, setActive] = useState(false);
  const [focusAsked, setFocusAsked] = useState(0);
  const [requests, setRequests] = useState<readonly ComposerRequest[]>([]);
  const sent = useRef(new Map<OutboxItemId, Written>());
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const actions = useMemo<ComposerActions>(() => {
    const begin = (mode: ComposerMode): void => {
      setChosen(mode);
      setActive(true);
      setFocusAsked((count) => count + 1);
    };
    return {
      begin,
      put: (request) => {
        if (!isShown.current) return false;
        setRequests((waiting) => [...waiting, request]);
        begin(request.mode);
        return true;
      },
      remember: (id, written) => void sent.current.set(id, written),
      recall: (id) => sent.current.get(id),
    };
  }, []);
  const taken = (request: ComposerRequest): void =>
    setRequests((waiting) => waiting.filter((other) => other !== request));
  return { actions, state: { ...actions, chosen, active, focusAsked, requests, taken, setActive } };
}
