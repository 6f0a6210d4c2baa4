import { useCallback, useEffect, useState } from "react";
import type { HistoryOffer } from "#shared/contract/history-offers.ts";
import { useDesk, useDeskState } from "#renderer/state/desk-context.tsx";

/** What was told last, and what the desk's state was when it was asked for. */
type Told = { readonly offers: readonly HistoryOffer[] | null; readonly error: unknown; readonly askedAt: string };

/** What is offered of earlier mail; asked again whenever mail has come in as history, or work on it went on. Null: not told yet. */
export function useHistoryOffers(): {
  readonly offers: readonly HistoryOffer[] | null;
  readonly error: unknown;
  readonly reload: () => void;
} {
  const { client } = useDesk();
  const [told, setTold] = useState<Told>({ offers: null, error: undefined, askedAt: "" });
  const [asked, setAsked] = useState(0);
  const news = useDeskState(({ status }) =>
    JSON.stringify([
      status?.job?.imported,
      status?.mailboxes.map(({ state, progress }) => [state, progress?.done]),
      status?.work.filter(({ id }) => id.startsWith("history ")).map(({ id, done }) => [id, done]),
    ]),
  );
  const askedAt = `${asked} ${news}`;
  useEffect(() => {
    let isCurrent = true;
    client.historyOffers.list().then(
      ({ items }) => isCurrent && setTold({ offers: items, error: undefined, askedAt }),
      (error: unknown) => isCurrent && setTold((before) => ({ ...before, error, askedAt })),
    );
    return () => void (isCurrent = false);
  }, [client, askedAt]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { offers: told.offers, error: told.error, reload };
}
