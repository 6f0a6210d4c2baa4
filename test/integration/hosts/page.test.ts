import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ask, BEARER, login, startHost } from "./serve-fixture.ts";

test("the page may load scripts of this server only, and nobody may frame it", async () => {
  const host = await startHost();
  const { headers } = await ask(host.port, "/", { headers: await login(host) });
  const policy = Object.fromEntries(
    String(headers["content-security-policy"])
      .split("; ")
      .map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]),
  );
  const names = ["127.0.0.1", "localhost"];
  expect(policy).toEqual({
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob: https:",
    "font-src": "'self'",
    "connect-src": ["'self'", ...names.map((name) => `ws://${name}:${host.port}`)].join(" "),
    "frame-src": "'none'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
  });
});

test("every answer carries the protecting headers", async () => {
  const host = await startHost();
  const cookie = await login(host);
  const answers = [
    await ask(host.port, "/", { headers: cookie }),
    await ask(host.port, "/"),
    await ask(host.port, "/assets/index-abc123.js", { headers: cookie }),
    await ask(host.port, "/api/v1/status", { headers: BEARER }),
    await ask(host.port, "/api/v1/status"),
    await ask(host.port, "/api/v1/status", { headers: { host: "evil.example" } }),
    await ask(host.port, "/nothing", { headers: cookie }),
  ];
  const names = [
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
  ];
  expect(answers.map(({ status, headers }) => [status, ...names.map((name) => headers[name])])).toEqual(
    [200, 401, 200, 200, 401, 403, 404].map((status) => [
      status,
      "nosniff",
      "DENY",
      "no-referrer",
      "same-origin",
      "same-origin",
    ]),
  );
});

test("hashed assets are kept for good, the page is asked for again each time", async () => {
  const host = await startHost();
  const headers = await login(host);
  const page = await ask(host.port, "/", { headers });
  const asset = await ask(host.port, "/assets/index-abc123.js", { headers });
  expect([page.headers["content-type"], page.headers["cache-control"]]).toEqual([
    "text/html; charset=utf-8",
    "no-cache",
  ]);
  expect([asset.headers["content-type"], asset.headers["cache-control"], asset.body.toString()]).toEqual([
    "text/javascript; charset=utf-8",
    "public, max-age=31536000, immutable",
    "export {};",
  ]);
  const again = await ask(host.port, "/", { headers: { ...headers, "if-none-match": page.headers.etag } });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const head = await ask(host.port, "/", { method: "HEAD", headers });
  expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, "34", 0]);
});

test.each([
  "/../../../../etc/passwd",
  "/assets/../../serve-fixture.ts",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/assets/..%2f..%2fetc%2fpasswd",
  "/assets%5c..%5cindex.html",
  "/.secret.js",
  "/assets",
  "/assets/",
  "/index.html/",
  "/%00index.html",
  "/%E0%A4%A",
  "//etc/passwd",
])("%s is not served", async (path) => {
  const host = await startHost();
  const answer = await ask(host.port, path, { headers: await login(host) });
  expect([answer.status, answer.json]).toEqual([404, expect.objectContaining({ code: "NOT_FOUND" })]);
});

test("a request target for a proxy is refused", async () => {
  const { port } = await startHost();
  const answer = await ask(port, "http://evil.example/api/v1/status", { headers: BEARER });
  expect([answer.status, answer.json]).toEqual([400, expect.objectContaining({ code: "INVALID" })]);
});

test("without a built interface the page says what to do, and the API works", async () => {
  const host = await startHost();
  await rm(join(host.rendererDir, "index.html"));
  const page = await ask(host.port, "/", { headers: await login(host) });
  expect(page.status).toBe(503);
  expect(page.body.toString()).toContain("npm run build");
  expect((await ask(host.port, "/api/v1/status", { headers: BEARER })).status).toBe(200);
});
