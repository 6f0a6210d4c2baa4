import { z } from "zod";

/** Where a ticket lies that nobody works on. */
export const AsideKind = z.enum(["trash", "spam"]);
export type AsideKind = z.infer<typeof AsideKind>;
