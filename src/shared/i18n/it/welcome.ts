import type { welcome as english } from "../en/welcome.ts";
import type { TranslationOf } from "../message.ts";

export const welcome: TranslationOf<typeof english> = {};
