/** Tickets that are neither in the trash nor spam: what lists and searches begin from. */
export const WORKED_ON = { aside: { $exists: false } } as const;
