import type { settings as english } from "../en/settings.ts";
import type { TranslationOf } from "../message.ts";

export const settings: TranslationOf<typeof english> = {
  "settings.title": "Impostazioni",
};
