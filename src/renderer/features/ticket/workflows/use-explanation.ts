import { useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { Explanation } from "#shared/contract/workflows.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";

export type ExplanationAnswer =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "ready"; readonly explanation: Explanation };

/** What stands between a ticket and a workflow. Asked again by `reload`, and as the ticket changes; what is shown stays until the answer is there. */
export function useExplanation(
  ticketId: TicketId,
  id: WorkflowId,
): { readonly answer: ExplanationAnswer; readonly reload: () => void } {
  const { client, onLive } = useDesk();
  const [answer, setAnswer] = useState<ExplanationAnswer>({ kind: "loading" });
  const load = useRef<() => void>(() => undefined);
  useEffect(() => {
    let cancelled = new AbortController();
    const ask = (): void => {
      cancelled.abort();
      cancelled = new AbortController();
      const { signal } = cancelled;
      client.workflows.explain({ id, ticketId }, { signal }).then(
        (explanation) => signal.aborted || setAnswer({ kind: "ready", explanation }),
        (error: unknown) => signal.aborted || setAnswer({ kind: "failed", error }),
      );
    };
    load.current = ask;
    ask();
    const stop = onLive((entry) => {
      const isOther =
        entry.type === "changes" &&
        (entry.activities.some((one) => one.ticketId === ticketId) || entry.setup !== undefined);
      if (isOther) ask();
    });
    return () => {
      cancelled.abort();
      stop();
    };
  }, [client, onLive, id, ticketId]);
  return { answer, reload: useCallback(() => load.current(), []) };
}
