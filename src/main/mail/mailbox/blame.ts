/** At which message of a folder the connection broke, and how often in a row: a line that is bad breaks here and there, a bad message always at itself. */
export type Blame = {
  /** How often in a row it broke at that message. */
  timesAt(folder: string, uid: number): number;
  brokeAt(folder: string, uid: number): void;
  /** The message came through, or is dealt with. */
  clear(folder: string): void;
};

export function createBlame(): Blame {
  const suspects = new Map<string, { readonly uid: number; readonly times: number }>();
  const timesAt: Blame["timesAt"] = (folder, uid) => {
    const suspect = suspects.get(folder);
    return suspect?.uid === uid ? suspect.times : 0;
  };
  return {
    timesAt,
    brokeAt: (folder, uid) => void suspects.set(folder, { uid, times: timesAt(folder, uid) + 1 }),
    clear: (folder) => void suspects.delete(folder),
  };
}
