import { createORPCClient } from "@orpc/client";
import type { DeskClient } from "#shared/contract/index.ts";

/** A client of the contract whose procedures are answered here: `{ "tickets.move": (input) => … }`. Others reject. */
export function fakeClient(
  answers: Readonly<Record<string, (input: unknown, options: { signal?: AbortSignal | undefined }) => unknown>>,
): DeskClient {
  return createORPCClient({
    call: async (path, input, options) => {
      const answer = answers[path.join(".")];
      if (answer === undefined) throw new Error(`Nobody answers ${path.join(".")}.`);
      return answer(input, options);
    },
  });
}
