import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import type { TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";

export type WhyHere =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: unknown }
  /** `entry` null: nothing is known any more of how it came there. */
  | { readonly kind: "ready"; readonly ticket: TicketView; readonly entry: WhyEntry | null };

/** Asks the desk for the ticket's last change of status with all that led to it, once the component is shown. */
export function useWhyHere(id: TicketId): WhyHere {
  const { client } = useDesk();
  const [answer, setAnswer] = useState<WhyHere>({ kind: "loading" });
  useEffect(() => {
    const cancelled = new AbortController();
    const { signal } = cancelled;
    const ask = async (): Promise<WhyHere> => {
      const [ticket, why] = await Promise.all([
        client.tickets.get({ id }, { signal }),
        client.workflows.why({ id, property: "stageId", limit: 1 }, { signal }),
      ]);
      return { kind: "ready", ticket, entry: why.items[0] ?? null };
    };
    ask().then(
      (ready) => signal.aborted || setAnswer(ready),
      (error: unknown) => signal.aborted || setAnswer({ kind: "failed", error }),
    );
    return () => cancelled.abort();
  }, [client, id]);
  return answer;
}
