import type { outbox as english } from "../en/outbox.ts";
import type { TranslationOf } from "../message.ts";

export const outbox: TranslationOf<typeof english> = {};
