import type { search as english } from "../en/search.ts";
import type { TranslationOf } from "../message.ts";

export const search: TranslationOf<typeof english> = {
  "search.title": "Ricerca",
};
