import { expect, test } from "vitest";
import { signingArgs, updateFeedArgs } from "../../../../scripts/packing/run-builder.ts";

test("a build asks for updates where its environment says, over TLS alone, and else nowhere", () => {
  expect(updateFeedArgs({})).toEqual([]);
  expect(updateFeedArgs({ PIPEDESK_UPDATE_URL: "" })).toEqual([]);
  expect(updateFeedArgs({ PIPEDESK_UPDATE_URL: "https://updates.example/pipedesk/" })).toEqual([
    "-c.publish.provider=generic",
    "-c.publish.url=https://updates.example/pipedesk/",
  ]);
  for (const address of ["http://updates.example/", "updates.example", "file:///srv"])
    expect(() => updateFeedArgs({ PIPEDESK_UPDATE_URL: address })).toThrow("no https address");
});

test("without a certificate a Mac's app is signed for this machine, and no other", () => {
  expect(signingArgs("linux", {})).toEqual([]);
  expect(signingArgs("darwin", { CSC_LINK: "certificate" })).toEqual([]);
  expect(signingArgs("darwin", { CSC_LINK: "" })).toContain("-c.mac.identity=-");
});
