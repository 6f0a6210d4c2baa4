import type { errors as english } from "../en/errors.ts";
import type { TranslationOf } from "../message.ts";

export const errors: TranslationOf<typeof english> = {};
