import type { QueryParam } from "../slots.ts";

/** A piece of SQL with the parameters of its question marks, in order. */
export type Fragment = { readonly sql: string; readonly params: readonly QueryParam[] };

export const NEVER: Fragment = { sql: "FALSE", params: [] };
export const ALWAYS: Fragment = { sql: "TRUE", params: [] };

/** Builds a fragment from a template; what is put in is a fragment, or plain SQL text. */
export function sql(texts: TemplateStringsArray, ...parts: readonly (Fragment | string)[]): Fragment {
  let text = texts[0] ?? "";
  const params: QueryParam[] = [];
  parts.forEach((part, index) => {
    if (typeof part === "string") text += part;
    else {
      text += part.sql;
      params.push(...part.params);
    }
    text += texts[index + 1] ?? "";
  });
  return { sql: text, params };
}

export function param(value: QueryParam): Fragment {
  return { sql: "?", params: [value] };
}

export function join(parts: readonly Fragment[], separator: string): Fragment {
  return { sql: parts.map((part) => part.sql).join(separator), params: parts.flatMap((part) => part.params) };
}

/** SQL's three-valued logic is harmless under AND and OR, where unknown ends up as "no"; only NOT must decide. */
export function not(part: Fragment): Fragment {
  if (part === NEVER) return ALWAYS;
  if (part === ALWAYS) return NEVER;
  return sql`((${part}) IS NOT TRUE)`;
}

export function and(parts: readonly Fragment[]): Fragment {
  if (parts.includes(NEVER)) return NEVER;
  const rest = parts.filter((part) => part !== ALWAYS);
  const [only] = rest;
  if (!only) return ALWAYS;
  return rest.length === 1 ? only : sql`(${join(rest, " AND ")})`;
}

export function or(parts: readonly Fragment[]): Fragment {
  if (parts.includes(ALWAYS)) return ALWAYS;
  const rest = parts.filter((part) => part !== NEVER);
  const [only] = rest;
  if (!only) return NEVER;
  return rest.length === 1 ? only : sql`(${join(rest, " OR ")})`;
}
