import { useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { ContactRecord } from "#shared/contract/people.ts";
import type { PersonId } from "#shared/model/ids.ts";
import { useLatest } from "../use-latest.ts";

/** A mail changes a contact several times within a moment: it is read once. */
const RELOAD_PAUSE_MS = 300;

export type ShownContact = {
  /** Undefined until it has come. */
  readonly record: ContactRecord | undefined;
  readonly error: unknown;
  readonly reload: () => void;
};

/** A contact with who may be the same person and who was merged into it, kept as the live feed tells of any of them. */
export function useContactRecord(id: PersonId): ShownContact {
  const { client, onLive } = useDesk();
  const [shown, setShown] = useState<{ readonly record?: ContactRecord; readonly error?: unknown }>({});
  /** The request whose answer counts: an earlier one may come later. */
  const newest = useRef<object | null>(null);
  const reload = useCallback(() => {
    const request = {};
    newest.current = request;
    const isWanted = () => newest.current === request;
    client.contacts.open({ id }).then(
      (loaded) => isWanted() && setShown({ record: loaded }),
      // What is shown stays: it is old, not wrong.
      (error: unknown) => isWanted() && setShown((before) => (before.record === undefined ? { error } : before)),
    );
  }, [client, id]);
  const record = shown.record;
  const isAbout = useLatest((other: PersonId): boolean => {
    if (record === undefined) return other === id;
    const others = [record.contact, ...record.merged, ...record.offers.map(({ contact }) => contact)];
    return others.some((one) => one.id === other);
  });

  useEffect(() => {
    reload();
    return () => {
      newest.current = null;
    };
  }, [reload]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive((entry) => {
      const isTold = entry.type === "hello" || entry.contacts?.some((contact) => isAbout()(contact.id)) === true;
      if (!isTold) return;
      clearTimeout(timer);
      timer = setTimeout(reload, RELOAD_PAUSE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [onLive, isAbout, reload]);
  return { record, error: shown.error, reload };
}
