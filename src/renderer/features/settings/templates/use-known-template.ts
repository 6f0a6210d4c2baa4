import { useEffect, useState } from "react";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import type { Templates } from "./use-templates.ts";

export type KnownTemplate =
  | { readonly kind: "waiting" }
  | { readonly kind: "none" }
  /** `isGone`: as it was last, where it was deleted while it is open. Nobody's words go with it. */
  | { readonly kind: "known"; readonly template: MailTemplateView; readonly isGone: boolean };

/** The template of this id. One that was made just now may not be among those that were loaded: they are asked for once more before it counts as gone. */
export function useKnownTemplate({ items, reload }: Templates, id: string | null): KnownTemplate {
  const present = items?.find((one) => one.id === id) ?? null;
  const [last, setLast] = useState<MailTemplateView | null>(null);
  const [missed, setMissed] = useState<{ readonly id: string | null; readonly among: Templates["items"] } | null>(null);
  if (present !== null && present !== last) setLast(present);
  const isKnown = present !== null || last?.id === id;
  const isNews = items !== null && !isKnown && missed?.id !== id;
  if (isNews) setMissed({ id, among: items });
  useEffect(() => {
    if (missed !== null) reload();
  }, [missed, reload]);
  if (present !== null) return { kind: "known", template: present, isGone: false };
  if (items !== null && last !== null && last.id === id) return { kind: "known", template: last, isGone: true };
  return items === null || isNews || missed?.among === items ? { kind: "waiting" } : { kind: "none" };
}
