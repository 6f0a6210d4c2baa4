/** Loaded into a process before its program: tells at its end how much memory it had at most. */
import { writeFileSync } from "node:fs";

process.on("exit", () => {
  writeFileSync(process.env["PEAK_MEMORY_FILE"] ?? "", String(process.resourceUsage().maxRSS / 1024));
});
