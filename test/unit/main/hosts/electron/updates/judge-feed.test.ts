import { expect, test } from "vitest";
import { compareVersions, judgeFeed, releaseOf } from "#main/hosts/electron/updates/judge-feed.ts";
import { isSafe } from "#main/hosts/electron/updates/guard-requests.ts";
import { failureOf } from "#main/hosts/electron/updates/update-error.ts";

const SHA512 = `${"A".repeat(86)}==`;
const file = (url: string, size = 1000) => ({ url, sha512: SHA512, size });
const feed = (changes: Readonly<Record<string, unknown>> = {}) => ({
  version: "1.2.3",
  files: [file("pipedesk_1.2.3_amd64.deb"), file("Pipedesk-1.2.3.AppImage", 2000)],
  path: "pipedesk_1.2.3_amd64.deb",
  sha512: SHA512,
  releaseDate: "2026-06-30",
  ...changes,
});
const reasonFor = (value: unknown) => {
  try {
    judgeFeed(value);
    return "believed";
  } catch (error) {
    return failureOf(error).why;
  }
};

test("a feed as the build writes it is believed, with notes in each form that it has", () => {
  const judged = judgeFeed(feed({ releaseNotes: " Faster.\n", stagingPercentage: 10 }));
  expect(releaseOf(judged, "Pipedesk-1.2.3.AppImage")).toEqual({ version: "1.2.3", notes: "Faster.", bytes: 2000 });
  const versions = [
    { version: "1.2.3", note: "Faster." },
    { version: "1.2.2", note: null },
  ];
  expect(judgeFeed(feed({ releaseNotes: versions })).notes).toBe("1.2.3\nFaster.\n\n1.2.2");
  expect(judgeFeed(feed({ releaseNotes: "x".repeat(50_000) })).notes).toHaveLength(20_000);
});

test.each<[string, unknown, string]>([
  ["a page", "<!doctype html>", "not-a-feed"],
  ["nothing", null, "not-a-feed"],
  ["a list", [feed()], "not-a-feed"],
  ["no version", feed({ version: undefined }), "not-a-feed"],
  ["a version that is a number", feed({ version: 2 }), "not-a-feed"],
  ["a version with a path in it", feed({ version: "1.0.0-../../x" }), "not-a-feed"],
  ["no files", feed({ files: [] }), "not-a-feed"],
  ["a thousand files", feed({ files: Array.from({ length: 1000 }, () => file("a.deb")) }), "not-a-feed"],
  ["a shorter digest", feed({ files: [{ url: "a.deb", size: 1, sha512: "AAAA" }] }), "not-a-feed"],
  ["an older kind of digest", feed({ files: [{ url: "a.deb", size: 1, sha2: "ab".repeat(32) }] }), "not-a-feed"],
  ["no size", feed({ files: [{ url: "a.deb", sha512: SHA512 }] }), "not-a-feed"],
  ["a size below nothing", feed({ files: [file("a.deb", -1)] }), "not-a-feed"],
  ["a share that is none", feed({ stagingPercentage: "all" }), "not-a-feed"],
  ["a share of a tenth of a percent", feed({ stagingPercentage: 0.1 }), "not-a-feed"],
  ["a package fetched by the installer", feed({ packages: { x64: { path: "x.7z" } } }), "not-a-feed"],
  ["a size beyond all measure", feed({ files: [file("a.deb", 1e12)] }), "too-large"],
  ...[
    "../a.deb",
    "a/../../b.deb",
    "/etc/a.deb",
    "\\\\host\\a.deb",
    "C:\\a.deb",
    "https://evil.example/a.deb",
    "//evil.example/a.deb",
    "file:///a.deb",
    "-o.deb",
    ".a.deb",
    "a..deb",
    "%2e%2e%2fa.deb",
    "a.deb?x=../b",
    "a\n.deb",
    "a'.deb",
    "$(id).deb",
    "",
  ].map((name): [string, unknown, string] => [
    `the file ${JSON.stringify(name)}`,
    feed({ files: [file(name)] }),
    "unsafe-file",
  ]),
])("%s is refused", (_what, value, reason) => {
  expect(reasonFor(value)).toBe(reason);
});

test("versions come one after the other as the standard says", () => {
  const inOrder = [
    "0.9.9",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1",
    "1.10.0",
    "2.0.0",
  ];
  expect(inOrder.toReversed().toSorted(compareVersions)).toEqual(inOrder);
  expect(compareVersions("1.0.0", "1.0.0")).toBe(0);
});

test("updates come over TLS, or from this machine where the feed is here", () => {
  const [far, near] = [new URL("https://updates.example/"), new URL("http://127.0.0.1:8080/")];
  const asked = [
    "https://updates.example/a",
    "https://cdn.example/a",
    "http://updates.example/a",
    "http://127.0.0.1:9/a",
    "http://localhost/a",
    "file:///etc/passwd",
    "ftp://updates.example/a",
    "https://user:word@updates.example/a",
    "javascript:0",
    "no address",
  ];
  expect(asked.filter((address) => isSafe(address, far))).toEqual([
    "https://updates.example/a",
    "https://cdn.example/a",
  ]);
  expect(asked.filter((address) => isSafe(address, near))).toEqual([
    "https://updates.example/a",
    "https://cdn.example/a",
    "http://127.0.0.1:9/a",
    "http://localhost/a",
  ]);
});

test.each<[unknown, string]>([
  [Object.assign(new Error("write"), { code: "ENOSPC" }), "disk-full"],
  [Object.assign(new Error("open"), { code: "EACCES" }), "not-writable"],
  [Object.assign(new Error("sha512 checksum mismatch"), { code: "ERR_CHECKSUM_MISMATCH" }), "wrong-checksum"],
  [Object.assign(new Error("not signed"), { code: "ERR_UPDATER_INVALID_SIGNATURE" }), "wrong-signature"],
  [Object.assign(new Error("HTTP error"), { code: "HTTP_ERROR_503" }), "no-answer"],
  [new Error('Cannot download "https://x", status 404: Not Found'), "not-there"],
  [new Error("net::ERR_INTERNET_DISCONNECTED"), "offline"],
  [new Error("net::ERR_CERT_DATE_INVALID"), "unsafe-address"],
  [new Error("something else\n  at a line"), "unknown"],
  ["words", "unknown"],
])("%s means %s", (error, why) => {
  expect(failureOf(error)).toMatchObject({ why, detail: expect.not.stringContaining("\n") });
});
