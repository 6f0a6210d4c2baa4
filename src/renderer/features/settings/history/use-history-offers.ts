import { useCallback, useEffect, useState } from "react";
import type { HistoryOffer } from "#shared/contract/history-offers.ts";
import { useDesk, useDeskState } from "#renderer/state/desk-context.tsx";

/** What is offered of earlier mail; asked again whenever mail has come in as history, or work on it went on. Null: not told yet. */
export function useHistoryOffers(): {
  readonly offers: readonly HistoryOffer[] | null;
  readonly error: unknown;
  readonly reload: () => void;
} {
  const { client } = useDesk();
  const [offers, setOffers] = useState<readonly HistoryOffer[] | null>(null);
  const [error, setError] = useState<unknown>();
  const [asked, setAsked] = useState(0);
  const news = useDeskState(({ status }) =>
    JSON.stringify([
      status?.job?.imported,
      status?.mailboxes.map(({ state, progress }) => [state, progress?.done]),
      status?.work.filter(({ id }) => id.startsWith("history ")).map(({ id, done }) => [id, done]),
    ]),
  );
  useEffect(() => {
    let isCurrent = true;
    client.historyOffers.list().then(
      ({ items }) => {
        if (!isCurrent) return;
        setOffers(items);
        setError(undefined);
      },
      (reason: unknown) => isCurrent && setError(reason),
    );
    return () => void (isCurrent = false);
  }, [client, news, asked]);
  const reload = useCallback(() => setAsked((count) => count + 1), []);
  return { offers, error, reload };
}
