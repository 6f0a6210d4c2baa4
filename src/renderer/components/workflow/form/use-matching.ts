import { useEffect, useState } from "react";
import { isSame } from "#shared/automation/merge-drafts/three.ts";
import type { MatchingQuestion, MatchingTickets } from "#shared/contract/enrolment.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";

/** Typing goes on without a count at each letter. */
const PAUSE_MS = 400;

export type MatchingState =
  | { readonly kind: "counting" }
  /** A field is not filled in. */
  | { readonly kind: "incomplete" }
  | { readonly kind: "failed" }
  | { readonly kind: "told"; readonly told: MatchingTickets };

/** Which tickets match now; null: something is missing in the question. It is asked anew a moment after the question has changed; what is asked in vain is taken back. What was told stays until then. */
export function useMatching(question: MatchingQuestion | null): MatchingState {
  const { client } = useDesk();
  const [state, setState] = useState<MatchingState>({ kind: "counting" });
  // The same question in another object is no reason to ask.
  const [asked, setAsked] = useState(question);
  if (asked !== question && !isSame(asked, question)) setAsked(question);
  useEffect(() => {
    if (asked === null) return undefined;
    const aborted = new AbortController();
    const { signal } = aborted;
    const ask = () =>
      client.workflows.matchingTickets(asked, { signal }).then(
        (told) => signal.aborted || setState({ kind: "told", told }),
        (error: unknown) =>
          signal.aborted || setState({ kind: failureOf(error).code === "PD_INPUT_INVALID" ? "incomplete" : "failed" }),
      );
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborted.abort();
    };
  }, [client, asked]);
  return asked === null ? { kind: "incomplete" } : state;
}
