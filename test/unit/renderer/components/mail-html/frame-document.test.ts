import { expect, test } from "vitest";
import { FRAME_SANDBOX, frameDocument, framePolicyHeader } from "#renderer/components/mail-html/frame-document.ts";

const content = { body: "<p>Hello</p>", styles: "p { color: red }", bodyStyle: "margin:0", bodyColour: "#eee" };

test("the frame may run nothing and go nowhere", () => {
  expect(FRAME_SANDBOX.split(" ")).toEqual(["allow-same-origin"]);
});

test("its policy loads nothing from the network until pictures are asked for", () => {
  expect([framePolicyHeader(false), framePolicyHeader(true)]).toEqual([
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    "default-src 'none'; img-src data: blob: https:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  ]);
});

test("the policy stands before anything of the mail", () => {
  const html = frameDocument(content, { remoteImages: false, title: "x" });
  expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("p { color: red }"));
});

test("neither styles nor attributes nor the title can end what they stand in", () => {
  const html = frameDocument(
    {
      body: "",
      styles: "a{}</style><script>1</script>",
      bodyStyle: '"><script>2</script>',
      bodyColour: '"><script>3</script>',
    },
    { remoteImages: false, title: "</title><script>4</script>" },
  );
  expect(html).not.toContain("<script");
});
