import type { board as english } from "../en/board.ts";
import type { TranslationOf } from "../message.ts";

export const board: TranslationOf<typeof english> = {};
