import { expect, test } from "vitest";
import { describeMail } from "./contract.ts";
import { NO_REAL_SERVERS, realServers } from "./real-servers.ts";

if (NO_REAL_SERVERS === "") describeMail(realServers);
else {
  test("mail contract: real servers", (context) => {
    expect.hasAssertions();
    context.skip(NO_REAL_SERVERS);
  });
}
