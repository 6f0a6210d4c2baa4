import { resolve } from "node:path";

/** Vitest's global set-up: what the tests start as processes of their own compiles each module of the source once, as the program itself does. */
export default function compileCache(): void {
  process.env["NODE_COMPILE_CACHE"] ??= resolve(import.meta.dirname, "../../node_modules/.cache/pipedesk");
}
