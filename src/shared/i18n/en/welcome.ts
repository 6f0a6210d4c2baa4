import type { Messages } from "../message.ts";

export const welcome = {} as const satisfies Messages;
