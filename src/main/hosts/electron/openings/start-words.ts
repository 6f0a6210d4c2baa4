import { z } from "zod";
import { openingsIn, type Opening } from "./opening.ts";

/** What a start hands over to the program that runs already: its words beside options, and where it happened. */
const Start = z.object({ words: z.array(z.string().max(20_000)).max(1000), cwd: z.string() });
export type Start = z.infer<typeof Start>;

/** What a start asks to open. It may come from another version of the program: what can't be read asks for nothing. */
export function openingsFrom(start: unknown): Opening[] {
  const read = Start.safeParse(start);
  return read.success ? openingsIn(read.data.words, read.data.cwd) : [];
}
