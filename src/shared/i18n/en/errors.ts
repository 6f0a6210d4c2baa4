import type { Messages } from "../message.ts";

export const errors = {} as const satisfies Messages;
