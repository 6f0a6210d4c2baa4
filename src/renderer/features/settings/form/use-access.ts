export { useMayChange } from "#renderer/state/use-access.ts";
