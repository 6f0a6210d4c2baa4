/** Leads the imports of modules that an old Node lacks, wholly or in part, to their stand-ins. */
const STAND_INS = new Map([
  ["node:sqlite", "@photostructure/sqlite"],
  ["node:tls", "./tls.mjs"],
]);

export function resolve(specifier, context, nextResolve) {
  const standIn = STAND_INS.get(specifier);
  const isStandIn = context.parentURL === new URL("tls.mjs", import.meta.url).href;
  if (standIn === undefined || isStandIn) return nextResolve(specifier, context);
  return nextResolve(standIn, { ...context, parentURL: import.meta.url });
}
