import { expect, test } from "vitest";
import { createSystemNetwork } from "#main/mail/account/system-network.ts";

type Page = { readonly status?: number; readonly location?: string; readonly body?: string };

/** Hosts by name with their address; pages by URL. */
function network(hosts: Readonly<Record<string, string>>, pages: Readonly<Record<string, Page>>) {
  const asked: string[] = [];
  const parts = createSystemNetwork({
    lookup: async (name) => {
      const address = hosts[name];
      if (address === undefined) throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
      return [{ address, family: address.includes(":") ? 6 : 4 }];
    },
    request: async (url) => {
      asked.push(url.href);
      const { status = 200, location, body = "" } = pages[url.href] ?? { status: 404 };
      return new Response(body, { status, headers: location === undefined ? {} : { location } });
    },
  });
  return { asked, fetchText: (url: string) => parts.fetchText(url, { timeoutMs: 1_000, maxBytes: 10 }) };
}

const PUBLIC = { "a.example": "203.0.113.1", "b.example": "2001:db8::1" };

test("a file, by way of a few redirects", async () => {
  const { fetchText } = network(PUBLIC, {
    "https://a.example/": { status: 301, location: "/next" },
    "https://a.example/next": { status: 302, location: "https://b.example/file" },
    "https://b.example/file": { body: "<xml/>" },
  });
  expect([
    await fetchText("https://a.example/"),
    await fetchText("https://b.example/file"),
    await fetchText("https://b.example/none"),
  ]).toEqual(["<xml/>", "<xml/>", null]);
});

test("a loop of redirects ends", async () => {
  const net = network(PUBLIC, { "https://a.example/": { status: 302, location: "/" } });
  expect([await net.fetchText("https://a.example/"), net.asked.length]).toEqual([null, 4]);
});

test("a file that is too large is none", async () => {
  const { fetchText } = network(PUBLIC, {
    "https://a.example/": { body: "12345678901" },
    "https://b.example/": { body: "1234567890" },
  });
  expect([await fetchText("https://a.example/"), await fetchText("https://b.example/")]).toEqual([null, "1234567890"]);
});

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "192.168.0.1",
  "172.31.0.1",
  "169.254.169.254",
  "100.64.0.1",
  "::1",
  "fd00::1",
  "fe80::1",
  "::ffff:10.0.0.1",
])("nobody within this network is asked: %s", async (address) => {
  const net = network(
    { "in.example": address, ...PUBLIC },
    { "https://a.example/": { status: 302, location: "https://in.example/" } },
  );
  const answers = [await net.fetchText("https://in.example/"), await net.fetchText("https://a.example/")];
  expect([answers, net.asked]).toEqual([[null, null], ["https://a.example/"]]);
});

test.each(["http://a.example/", "https://127.0.0.1/", "https://[::1]/", "https://203.0.113.1/", "file:///etc/passwd"])(
  "only names over HTTPS are asked: %s",
  async (url) => {
    const net = network(PUBLIC, {});
    expect([await net.fetchText(url), net.asked]).toEqual([null, []]);
  },
);

test("a name that can't be looked up is no answer", async () => {
  await expect(network({}, {}).fetchText("https://a.example/")).rejects.toThrow("no such name");
});
