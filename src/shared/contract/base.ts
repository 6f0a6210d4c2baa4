import { oc } from "@orpc/contract";
import { z } from "zod";
import { CONTRACT_ERROR_STATUS, type ContractErrorCode } from "../errors/registry.ts";

/** Version of the contract, told in the live feed's hello; a client of another version asks to be reloaded. */
export const PROTOCOL_VERSION = 2;

/** What every typed error carries beside its message. */
export const ErrorData = z.object({
  /** A code of the errors registry, `PD_<AREA>_<REASON>`. */
  code: z.string(),
  what: z.string().optional(),
  id: z.string().optional(),
  rule: z.string().optional(),
  missing: z.array(z.string()).optional(),
  reason: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Too many attempts: when the next one is looked at. */
  retryAfterSeconds: z.number().int().optional(),
});
export type ErrorData = z.infer<typeof ErrorData>;

const typedErrors = Object.fromEntries(
  Object.entries(CONTRACT_ERROR_STATUS).map(([code, status]) => [code, { status, data: ErrorData }]),
) as Record<ContractErrorCode, { status: number; data: typeof ErrorData }>;

/**
 * Who may call a procedure; the commands refuse the others (A3). `settings`: a super admin or a user with account access. `self-or-…`: a user for themselves, on whose id the path
 * ends or goes on; `author-or-settings`: who wrote it.
 * @rule A3
 */
export type Access = "everyone" | "settings" | "self-or-settings" | "self-or-super-admin" | "author-or-settings";
/**
 * What a viewer may call of what is no plain read (`GET`): `reads` changes nothing though it takes a body; `own-seat` changes only what is theirs. Where nothing is said the
 * core refuses it to viewers, so that a new procedure is shut until somebody has thought about it.
 * @rule A3
 */
export type ForViewers = "reads" | "own-seat";
export type ProcedureMeta = { readonly access: Access; readonly viewers?: ForViewers };

/**
 * Where every procedure of the contract begins: with the typed errors. What changes something takes a strict object, so that a property
 * which is misspelt, or can't be changed there, is refused by name instead of being passed over in silence.
 */
export const procedure = oc.$meta<ProcedureMeta>({ access: "everyone" }).errors(typedErrors);

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

/** Paging by cursor: stable while documents are added and changed. */
export const PageInput = z.object({
  /** The longest holds a contact's name of 500 letters. */
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
});

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    /** Pass it as `cursor` for the next page; null at the end. */
    nextCursor: z.string().nullable(),
  });
}
