/** So many workflows of so many steps, so many at once. */
export type Load = {
  readonly workflows: number;
  readonly steps: number;
  readonly atOnce: number;
  /** Called before it is measured. */
  readonly prepare: () => void;
};

/** So much work in all, so many pieces at once. */
export async function inTurns(count: number, atOnce: number, work: (at: number) => Promise<unknown>): Promise<void> {
  let begun = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (begun < count) {
        const at = begun;
        begun += 1;
        await work(at);
      }
    }),
  );
}
