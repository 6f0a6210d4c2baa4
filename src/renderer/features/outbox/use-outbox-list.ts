import { useCallback, useEffect, useRef, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { belongsTo, compareItems, loadOutbox, type OutboxTab, withOutboxItems } from "#renderer/state/outbox-list.ts";
import { type PagedList, usePages } from "#renderer/state/use-pages.ts";
import type { OutboxItemView } from "#shared/contract/outbox.ts";
import type { OutboxItemId } from "#shared/model/ids.ts";

export type OutboxList = Omit<PagedList<OutboxItemView>, "update"> & {
  /** An item as a command answered it. */
  readonly take: (item: OutboxItemView) => void;
  /** The item that was asked for is in another tab by now. */
  readonly hasLeft: boolean;
};

/** A tab of the outbox, kept right by the live feed. The item that a link leads to is in it, however old it is. */
export function useOutboxList(tab: OutboxTab, wantedId: OutboxItemId | null): OutboxList {
  const desk = useDesk();
  const { client } = desk;
  const load = useCallback((cursor: string | undefined) => loadOutbox(client, tab, cursor), [client, tab]);
  const list = usePages<OutboxItemView>(load, idOf);
  const { update, isStarting } = list;
  const [leftId, setLeftId] = useState<OutboxItemId | null>(null);

  const takeAll = useCallback(
    (changed: readonly OutboxItemView[]) => {
      update((items) => withOutboxItems(items, changed, tab));
      const left = changed.find((item) => !belongsTo(item, tab));
      if (left !== undefined) setLeftId(left.id);
    },
    [update, tab],
  );
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type === "changes" && entry.outbox !== undefined) takeAll(entry.outbox);
      }),
    [desk, takeAll],
  );

  const asked = useRef<OutboxItemId | null>(null);
  const isThere = list.items.some(({ id }) => id === wantedId);
  useEffect(() => {
    if (wantedId === null || isStarting || isThere || asked.current === wantedId) return;
    asked.current = wantedId;
    client.outbox.get({ id: wantedId }).then(
      (item) => takeAll([item]),
      // It is gone: the list says all there is to say.
      () => setLeftId(wantedId),
    );
  }, [client, wantedId, isStarting, isThere, takeAll]);

  return {
    ...list,
    items: list.items.toSorted(compareItems),
    take: useCallback((item) => takeAll([item]), [takeAll]),
    hasLeft: wantedId !== null && leftId === wantedId && !isThere,
  };
}

function idOf(item: OutboxItemView): string {
  return item.id;
}
