import { describe } from "vitest";
import { fetchSuite } from "./suites/fetch.ts";
import { folderSuite } from "./suites/folders.ts";
import { historySuite } from "./suites/history.ts";
import { roundTripSuite } from "./suites/round-trip.ts";
import { sentSuite } from "./suites/sent.ts";
import type { MailSystem } from "./mail-system.ts";

/** What the desk needs of mail servers and does with them: held against a pair in this process and against real ones. */
export function describeMail(system: MailSystem): void {
  describe(`mail contract: ${system.name}`, () => {
    fetchSuite(system);
    folderSuite(system);
    historySuite(system);
    sentSuite(system);
    roundTripSuite(system);
  });
}
