import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** Where a page ended: the sort key and the id of its last document. Opaque to clients. */
export type PagePosition = { readonly key: number | string; readonly id: string };

export function encodeCursor(position: PagePosition): string {
  return Buffer.from(JSON.stringify([position.key, position.id])).toString("base64url");
}

/** @throws PD_INPUT_INVALID for what is no cursor of ours. */
export function decodeCursor(cursor: string): PagePosition {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(value) && value.length === 2) {
      const [key, id]: unknown[] = value;
      if ((typeof key === "number" || typeof key === "string") && typeof id === "string") return { key, id };
    }
  } catch {
    // Falls through to the one refusal below.
  }
  throw new PipedeskError("PD_INPUT_INVALID", "The cursor is not one that this desk gave out.", {
    details: { issues: [{ path: "cursor", message: "Not a cursor of this desk." }] },
  });
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** Cuts one page off `limit + 1` documents. */
export function pageOf<Doc extends { id: string }>(
  documents: readonly Doc[],
  limit: number,
  keyOf: (document: Doc) => number | string,
): Page<Doc> {
  const items = documents.slice(0, limit);
  const last = items.at(-1);
  const hasMore = documents.length > limit;
  return { items, nextCursor: hasMore && last ? encodeCursor({ key: keyOf(last), id: last.id }) : null };
}
