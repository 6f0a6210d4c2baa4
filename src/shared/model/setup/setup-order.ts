/** What of a setup document decides its place; a view may lack some of it. */
type Placed = {
  readonly id: string;
  readonly order?: number | undefined;
  readonly createdAtEpochMs?: number | undefined;
};

/** The order in which documents of one kind of the setup are listed. Those that don't tell when they were made keep the order in which they are. */
export function compareSetup(a: Placed, b: Placed): number {
  const byOrder = (a.order ?? 0) - (b.order ?? 0);
  if (byOrder !== 0 || a.createdAtEpochMs === undefined || b.createdAtEpochMs === undefined) return byOrder;
  return a.createdAtEpochMs - b.createdAtEpochMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
