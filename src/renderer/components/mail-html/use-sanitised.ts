import { useEffect, useState } from "react";
import type { FramePolicy } from "./addresses.ts";
import { inSlices } from "./in-slices.ts";
import type { QuoteLabels } from "./quote-folding.ts";
import { sanitiseHtml, type SanitisedHtml } from "./sanitise-html.ts";

export type SanitisedState =
  | { readonly kind: "waiting" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "done"; readonly request: SanitiseRequest; readonly result: SanitisedHtml };

const WAITING: SanitisedState = { kind: "waiting" };

export type SanitiseRequest = {
  readonly html: string;
  readonly policy: FramePolicy;
  readonly quoteLabels: QuoteLabels | null;
  readonly evenIfHeavy: boolean;
};

/** A mail's HTML, cleaned beside what the window does. What was shown stays while another version is made; the request must keep its identity. */
export function useSanitised(request: SanitiseRequest | null): SanitisedState {
  const [state, setState] = useState<SanitisedState>(WAITING);
  useEffect(() => {
    if (request === null) return undefined;
    const cancelled = new AbortController();
    inSlices(sanitiseHtml(request.html, request.policy, request), cancelled.signal).then(
      (result) => {
        if (!cancelled.signal.aborted) setState({ kind: "done", request, result });
      },
      (error: unknown) => {
        if (!cancelled.signal.aborted) setState({ kind: "failed", error });
      },
    );
    return () => cancelled.abort();
  }, [request]);
  return state;
}
