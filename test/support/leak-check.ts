import { afterAll } from "vitest";
import { leaksSince, openHandles } from "./leaks.ts";

// Loaded by vitest.config.ts before each file of tests. Its hook is the first to be registered and so the last to run.
const before = openHandles();

afterAll(async () => {
  const leaked = await leaksSince(before);
  if (leaked.length > 0) throw new Error(`What these tests opened they did not close: ${leaked.join(", ")}`);
});
