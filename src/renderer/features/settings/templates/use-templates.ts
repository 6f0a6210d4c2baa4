import { useCallback, useEffect, useRef, useState } from "react";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";

export type Templates = {
  /** Null until the desk has told. */
  readonly items: readonly MailTemplateView[] | null;
  readonly error: unknown;
  readonly reload: () => void;
};

/** All mail templates with their words, built-in ones first; asked again whenever the live feed tells that one changed. */
export function useTemplates(): Templates {
  const { client, onLive } = useDesk();
  const [shown, setShown] = useState<Pick<Templates, "items" | "error">>({ items: null, error: undefined });
  /** The request whose answer counts: an earlier one may come later. */
  const newest = useRef<object | null>(null);
  const reload = useCallback(() => {
    const request = {};
    newest.current = request;
    const isWanted = () => newest.current === request;
    client.mailTemplates.list().then(
      ({ items }) => isWanted() && setShown({ items: inOrder(items), error: undefined }),
      (error: unknown) => isWanted() && setShown((before) => ({ ...before, error })),
    );
  }, [client]);
  useEffect(() => {
    reload();
    const stop = onLive((entry) => {
      const isTold =
        entry.type === "hello" ||
        entry.setup?.changed.mailTemplates !== undefined ||
        (entry.setup?.removed.length ?? 0) > 0;
      if (isTold) reload();
    });
    return () => {
      stop();
      newest.current = null;
    };
  }, [reload, onLive]);
  return { ...shown, reload };
}

/** What comes first in a ticket's life stands first. */
const BUILT_IN: readonly MailTemplateView["builtIn"][] = ["ticket-received", "ticket-closed", null];

function inOrder(items: readonly MailTemplateView[]): MailTemplateView[] {
  return items.toSorted(
    (a, b) => BUILT_IN.indexOf(a.builtIn) - BUILT_IN.indexOf(b.builtIn) || a.name.localeCompare(b.name),
  );
}
