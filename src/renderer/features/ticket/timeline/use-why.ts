import { useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import type { TicketId } from "#shared/model/ids.ts";

export type WhyAnswer =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "ready"; readonly entry: WhyEntry };

/** Asks the core why a line of the timeline came about, once the component is shown. */
export function useWhy(id: TicketId, activityId: string): WhyAnswer {
  const { client } = useDesk();
  const [answer, setAnswer] = useState<WhyAnswer>({ kind: "loading" });
  useEffect(() => {
    const cancelled = new AbortController();
    client.workflows.why({ id, activityId }, { signal: cancelled.signal }).then(
      ({ items: [entry] }) => {
        if (cancelled.signal.aborted || entry === undefined) return;
        setAnswer({ kind: "ready", entry });
      },
      (error: unknown) => {
        if (!cancelled.signal.aborted) setAnswer({ kind: "failed", error });
      },
    );
    return () => cancelled.abort();
  }, [client, id, activityId]);
  return answer;
}
