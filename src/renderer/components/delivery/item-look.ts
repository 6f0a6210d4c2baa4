import type { OutboxItemView } from "#shared/contract/outbox.ts";

export type ItemTone = "quiet" | "busy" | "good" | "attention" | "trouble";
export type ItemLook = {
  readonly tone: ItemTone;
  readonly label: `outbox.state.${OutboxItemView["state"] | "returned" | "partly" | "partlyLater"}`;
};

/** How an item's state is said and coloured: a mail that came back was sent, and yet it is not what the person wants to read. */
export function lookOf(item: Pick<OutboxItemView, "state" | "returned" | "refused" | "remainder">): ItemLook {
  const label = `outbox.state.${item.state}` as const;
  switch (item.state) {
    case "queued":
    case "cancelled":
      return { tone: "quiet", label };
    case "sending":
      return { tone: "busy", label };
    case "held":
    case "unsure":
      return { tone: "attention", label };
    case "failed":
      return { tone: "trouble", label };
    case "sent":
      if (item.returned.some(({ hard }) => hard)) return { tone: "trouble", label: "outbox.state.returned" };
      if (item.refused.length > 0) return { tone: "attention", label: "outbox.state.partly" };
      if (item.remainder) return { tone: "busy", label: "outbox.state.partlyLater" };
      return { tone: "good", label };
  }
}
