import { COVERING } from "./covering.ts";
import { FETCHING } from "./fetching.ts";
import { MUTATIONS } from "./mutations.ts";
import { PUBLISHED } from "./published.ts";
import { SCRIPTS } from "./scripts.ts";
import type { Vector } from "./vector.ts";

/** Every way in which a mail's HTML is known to attack. A vector's number is its place. */
export const HOSTILE_HTML: readonly Vector[] = [...SCRIPTS, ...MUTATIONS, ...FETCHING, ...COVERING, ...PUBLISHED];
