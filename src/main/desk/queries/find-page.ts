import type { MangoQuery } from "rxdb";
import type { Queried, ReadRepository, Stored } from "#main/store/read-repository.ts";
import { decodeCursor, pageOf, type Page } from "./paging.ts";

type SortField<Doc> = Extract<keyof Doc, string>;
type Selector<Doc> = NonNullable<MangoQuery<Queried<Doc>>["selector"]>;

/**
 * One page by an index. Documents of one sort key are told apart by id; since an index ends with the primary key in ascending order,
 * both parts go the same way.
 */
export async function findPage<Doc extends { id: string }>(
  repository: ReadRepository<Doc>,
  options: {
    readonly selector: Selector<Doc>;
    readonly sortBy: SortField<Doc>;
    readonly direction: "asc" | "desc";
    readonly limit: number;
    readonly cursor: string | undefined;
  },
): Promise<Page<Stored<Doc>>> {
  const { sortBy, direction, limit } = options;
  const sort = [{ [sortBy]: direction }, { id: direction }] as NonNullable<MangoQuery<Queried<Doc>>["sort"]>;
  const positionOf = (document: Stored<Doc>) => {
    const key = (document as unknown as Record<string, number | string>)[sortBy] ?? 0;
    return { sortBy, key, id: document.id };
  };
  const find = (selector: Selector<Doc>, count: number) => repository.find({ selector, sort, limit: count });
  if (options.cursor === undefined) return pageOf(await find(options.selector, limit + 1), limit, positionOf);

  // Two ranges of one index instead of an $or, which no index serves: the rest of the key where the last page ended, then what follows.
  const position = decodeCursor(options.cursor, sortBy);
  const beyond = direction === "asc" ? "$gt" : "$lt";
  const rest = await find({ ...options.selector, [sortBy]: position.key, id: { [beyond]: position.id } }, limit + 1);
  const missing = limit + 1 - rest.length;
  if (missing <= 0) return pageOf(rest, limit, positionOf);
  const following = await find({ ...options.selector, [sortBy]: { [beyond]: position.key } }, missing);
  return pageOf([...rest, ...following], limit, positionOf);
}
