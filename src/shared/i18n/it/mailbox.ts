import type { mailbox as english } from "../en/mailbox.ts";
import type { TranslationOf } from "../message.ts";

export const mailbox: TranslationOf<typeof english> = {};
