import { z } from "zod";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MAX_ID_LENGTH } from "#shared/model/ids.ts";

/** Where a page ended: what the list is sorted by, the sort key and the id of the page's last document. Opaque to clients. */
export type PagePosition = { readonly sortBy: string; readonly key: number | string; readonly id: string };

export function encodeCursor({ sortBy, key, id }: PagePosition): string {
  return Buffer.from(JSON.stringify([sortBy, key, id])).toString("base64url");
}

/** @throws PD_INPUT_INVALID for what is no cursor of ours, or one of a list in another order. */
export function decodeCursor(cursor: string, sortBy: string): PagePosition {
  const position = Position.safeParse(parsed(Buffer.from(cursor, "base64url").toString("utf8")));
  if (position.success && position.data[0] === sortBy) {
    const [, key, id] = position.data;
    return { sortBy, key, id };
  }
  throw new PipedeskError("PD_INPUT_INVALID", "The cursor is not one that this desk gave out for this list.", {
    details: { issues: [{ path: "cursor", message: "Not a cursor of this list." }] },
  });
}

const Position = z.tuple([z.string(), z.number().or(z.string()), z.string().max(MAX_ID_LENGTH)]);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export type Page<Item> = { items: Item[]; nextCursor: string | null };

/** Cuts one page off `limit + 1` documents. */
export function pageOf<Doc extends { id: string }>(
  documents: readonly Doc[],
  limit: number,
  positionOf: (document: Doc) => PagePosition,
): Page<Doc> {
  const items = documents.slice(0, limit);
  const last = items.at(-1);
  const hasMore = documents.length > limit;
  return { items, nextCursor: hasMore && last ? encodeCursor(positionOf(last)) : null };
}
