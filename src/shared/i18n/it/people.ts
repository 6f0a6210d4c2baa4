import type { people as english } from "../en/people.ts";
import type { TranslationOf } from "../message.ts";

export const people: TranslationOf<typeof english> = {};
