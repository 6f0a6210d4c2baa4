import { Engine } from "json-rules-engine";

/** Counts of how many records the conditions hold, one after the other: the engine is asynchronous. */
export function createRulesCounter(
  conditions: { readonly all: readonly object[] },
  records: readonly object[],
): () => Promise<number> {
  const engine = new Engine([{ conditions, event: { type: "holds" } }]);
  engine.addOperator("has", (text, part) => text.toLowerCase().includes(part));
  return async () => {
    let holding = 0;
    for (const record of records) holding += (await engine.run(record)).events.length;
    return holding;
  };
}
