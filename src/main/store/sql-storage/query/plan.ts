import {
  type FilledMangoQuery,
  getQueryMatcher,
  getSortComparator,
  type RxDocumentData,
  type RxJsonSchema,
} from "rxdb";
import { compileSelector, type Selector } from "./compile.ts";
import type { SqlDialect } from "./dialect.ts";
import type { Fragment } from "./fragment.ts";
import { compileSort } from "./sort.ts";
import type { ColumnMap } from "./source.ts";

/** What SQL does of a query, and what is left to do on the rows it gives. */
export type QueryPlan<Doc> = {
  readonly where: Fragment;
  /** Undefined: SQL gives the rows in any order, `compare` puts them in order. */
  readonly orderBy: string | undefined;
  /** Undefined: every row that SQL gives matches. */
  readonly matches: ((document: RxDocumentData<Doc>) => boolean) | undefined;
  readonly compare: (a: RxDocumentData<Doc>, b: RxDocumentData<Doc>) => number;
  readonly skip: number;
  /** Infinity: no limit. */
  readonly limit: number;
};

export function planQuery<Doc>(
  dialect: SqlDialect,
  columns: ColumnMap,
  schema: RxJsonSchema<RxDocumentData<Doc>>,
  primaryPath: string,
  query: FilledMangoQuery<Doc>,
): QueryPlan<Doc> {
  const matcherOf = (selector: Selector): ((document: RxDocumentData<Doc>) => boolean) =>
    getQueryMatcher(schema, { selector, sort: [], skip: 0 } as unknown as FilledMangoQuery<Doc>);
  const jsonMatcher = (selector: Selector): ((json: string) => boolean) => {
    // Made on the first odd row, since most queries never meet one.
    let matches: ReturnType<typeof matcherOf> | undefined;
    return (json) => {
      matches ??= matcherOf(selector);
      return matches(JSON.parse(json) as RxDocumentData<Doc>);
    };
  };
  const { where, rest } = compileSelector(dialect, columns, jsonMatcher, query.selector);
  return {
    where,
    orderBy: compileSort(dialect, columns, primaryPath, query.sort),
    matches: rest && matcherOf(rest),
    compare: comparator(schema, primaryPath, query),
    // A storage may be asked without it: RxDB fills it in, other callers need not.
    skip: query.skip ?? 0,
    limit: query.limit ?? Number.POSITIVE_INFINITY,
  };
}

function comparator<Doc>(
  schema: RxJsonSchema<RxDocumentData<Doc>>,
  primaryPath: string,
  query: FilledMangoQuery<Doc>,
): QueryPlan<Doc>["compare"] {
  let compare: ((a: Doc, b: Doc) => number | undefined) | undefined;
  const idOf = (document: RxDocumentData<Doc>): string => String((document as Record<string, unknown>)[primaryPath]);
  return (a, b) => {
    compare ??= getSortComparator(schema, query) as (a: Doc, b: Doc) => number | undefined;
    // RxDB's comparator answers undefined for documents that are equal in every sorted property.
    return compare(a, b) || (idOf(a) < idOf(b) ? -1 : 1);
  };
}
