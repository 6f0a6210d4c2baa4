import { expect, type Page, test } from "@playwright/test";
import { mailHtmlBundle } from "../support/hostile-html/bundle.ts";
import { HOSTILE_HTML } from "../support/hostile-html/corpus.ts";
import { showVectors, type Showing } from "../support/hostile-html/show.ts";
import { numberOf, type Vector } from "../support/hostile-html/vector.ts";

let source = "";
test.beforeAll(async () => {
  source = await mailHtmlBundle();
});

/** Shows vectors in a page without any policy of its own. */
async function attack(page: Page, vectors: readonly Vector[], showing: Showing) {
  const asked = new Set<string>();
  const windows: string[] = [];
  page.context().on("page", (opened) => windows.push(opened.url()));
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === "http://desk.test/")
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Desk</title>" });
    asked.add(vectors[numberOf(url) ?? -1]?.[0] ?? url);
    return route.fulfill({ contentType: "image/gif", body: "" });
  });
  await page.goto("http://desk.test/");
  await page.addScriptTag({ content: source });
  const findings = await showVectors(page, vectors, showing);
  return { findings, asked: [...asked].filter((address) => !address.startsWith("http://desk.test/")), windows };
}

type Shown = {
  readonly html: string;
  readonly blockedImages: number;
  readonly quoteFolded: boolean;
  /** Addresses that the frame asked for. */
  readonly fetched: string[];
};

type Options = {
  readonly remoteImages?: boolean;
  readonly inline?: readonly [string, string][];
  readonly fold?: boolean;
};

/** Shows a mail the way the ticket does and tells what came of it. */
async function show(page: Page, mail: string, options: Options = {}): Promise<Shown> {
  const fetched: string[] = [];
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url === "http://desk.test/")
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Desk</title>" });
    fetched.push(url);
    return route.fulfill({ contentType: "image/gif", body: "" });
  });
  await page.goto("http://desk.test/");
  await page.addScriptTag({ content: source });
  const shown = await page.evaluate(
    async ({ html, remoteImages, inline, fold }) => {
      type Content = { body: string; styles: string; bodyStyle: string; blockedImages: number; quoteFolded: boolean };
      const { sanitiseHtml, inSlices, frameDocument, FRAME_SANDBOX } = globalThis as unknown as {
        sanitiseHtml: (html: string, policy: unknown, given: unknown) => unknown;
        inSlices: (steps: unknown, signal: AbortSignal) => Promise<Content>;
        frameDocument: (content: unknown, options: unknown) => string;
        FRAME_SANDBOX: string;
      };
      const quoteLabels = fold ? { show: "Show", hide: "Hide" } : null;
      const policy = { remoteImages, inlineImages: new Map(inline) };
      const content = await inSlices(
        sanitiseHtml(html, policy, { quoteLabels, evenIfHeavy: false }),
        new AbortController().signal,
      );
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", FRAME_SANDBOX);
      frame.srcdoc = frameDocument(content, { remoteImages, title: "Mail" });
      const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
      document.body.append(frame);
      await loaded;
      const { blockedImages, quoteFolded } = content;
      return {
        html: content.body + content.styles + content.bodyStyle,
        blockedImages,
        quoteFolded,
      };
    },
    {
      html: mail,
      remoteImages: options.remoteImages ?? false,
      inline: [...(options.inline ?? [])],
      fold: options.fold ?? false,
    },
  );
  return { ...shown, fetched };
}

test.describe("the corpus of hostile HTML", () => {
  test("the traps of it work: in a frame without fences scripts run and pictures are fetched", async ({ page }) => {
    const traps: readonly Vector[] = [
      ["runs", "<script>RUN</script>"],
      ["fetches", '<img src="https://NET/x">'],
    ];
    expect(await attack(page, traps, "open")).toEqual({ findings: { runs: ["ran"] }, asked: ["fetches"], windows: [] });
  });

  test("as a mail nothing of it runs, fetches, takes the keys or the window, or is drawn where it does not belong", async ({
    page,
  }) => {
    expect(HOSTILE_HTML.length).toBeGreaterThan(300);
    expect(await attack(page, HOSTILE_HTML, "cleaned")).toEqual({ findings: {}, asked: [], windows: [] });
  });

  test("the frame alone lets nothing of it run or load or lead away, should the sanitiser ever miss something", async ({
    page,
  }) => {
    expect(await attack(page, HOSTILE_HTML, "raw")).toEqual({ findings: {}, asked: [], windows: [] });
  });
});

test("pictures wait for the person's word and are then fetched by https", async ({ page }) => {
  const mail = `<p><img src="http://shop.example/a.png" alt="Offer" width="100" height="40"><img src="https://t.example/pixel" width="1" height="1"></p>
    <div style="background:url(https://shop.example/b.png)">x</div>`;
  const before = await show(page, mail);
  expect({ blocked: before.blockedImages, fetched: before.fetched }).toEqual({ blocked: 3, fetched: [] });
  expect(before.html).toContain("Offer");
  const after = await show(page, mail, { remoteImages: true });
  expect({ blocked: after.blockedImages, fetched: after.fetched.toSorted() }).toEqual({
    blocked: 0,
    fetched: ["https://shop.example/a.png", "https://shop.example/b.png", "https://t.example/pixel"],
  });
});

test("pictures of the mail itself are shown at once", async ({ page }) => {
  const picture = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
  const shown = await show(page, '<img src="cid:logo@shop" alt="Logo"><img src="cid:gone@shop" alt="Gone">', {
    inline: [["logo@shop", picture]],
  });
  expect(shown).toMatchObject({
    html: `<img src="${picture}" alt="Logo"><img alt="Gone">`,
    blockedImages: 0,
    fetched: [],
  });
});

test("links open a window of their own that knows nothing of ours, and tell where they lead", async ({ page }) => {
  const { html } = await show(page, '<a href="https://x.example/a" target="_top" rel="opener">x</a>');
  expect(html).toBe(
    '<a href="https://x.example/a" rel="noopener noreferrer" target="_blank" title="https://x.example/a">x</a>',
  );
});

test("tables keep their old attributes, the body its colour", async ({ page }) => {
  const { html } = await show(
    page,
    '<table border="1" cellpadding="4" width="300" bgcolor="#eef"><tr><td align="right" colspan="2">1</td></tr></table>',
  );
  for (const kept of [
    'border="1"',
    'cellpadding="4"',
    'width="300"',
    "background-color: #eef",
    'align="right"',
    'colspan="2"',
  ])
    expect(html).toContain(kept);
});

test.describe("history", () => {
  const folded: readonly (readonly [string, string])[] = [
    [
      "Gmail",
      '<div>Thanks!</div><div class="gmail_quote"><div class="gmail_attr">On Monday …</div><blockquote class="gmail_quote">Old</blockquote></div>',
    ],
    [
      "Thunderbird",
      '<p>Thanks!</p><div class="moz-cite-prefix">On Monday …</div><blockquote type="cite">Old</blockquote>',
    ],
    [
      "Outlook on the web",
      '<div>Thanks!</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Anna</div><div>Old</div>',
    ],
    ["a program without marks", "<p>Thanks!</p><p>Le 3 mai, Anna a écrit :</p><blockquote>Old</blockquote>"],
    [
      "Outlook",
      '<div><p>Thanks!</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: Anna</p></div></div><p>Old</p></div>',
    ],
  ];
  for (const [program, html] of folded) {
    test(`of ${program} is folded under the answer`, async ({ page }) => {
      const shown = await show(page, html, { fold: true });
      expect(shown.quoteFolded).toBe(true);
      const frame = page.frameLocator("iframe");
      await expect(frame.getByText("Thanks!")).toBeVisible();
      await expect(frame.getByText("Old")).toBeHidden();
      await frame.getByText("Show", { exact: true }).click();
      await expect(frame.getByText("Old")).toBeVisible();
    });
  }

  const open: readonly (readonly [string, string])[] = [
    ["of a poem", "<p>My favourite</p><blockquote>Of all the trees</blockquote>"],
    ["with an answer below it", '<blockquote type="cite">When?</blockquote><p>On Friday.</p>'],
    [
      "with answers between its lines",
      '<p>Hi</p><blockquote type="cite">When?</blockquote><p>On Friday.</p><blockquote type="cite">Where?</blockquote><p>Here.</p>',
    ],
    ["without anything above it", '<div class="gmail_quote">Only this</div>'],
  ];
  for (const [what, html] of open) {
    test(`${what} stays open`, async ({ page }) => {
      expect((await show(page, html, { fold: true })).quoteFolded).toBe(false);
    });
  }
});

test.describe("heavy mail", () => {
  const heavy: readonly (readonly [string, string])[] = [
    ["formatting that is never closed", "<b><i><font color=red>".repeat(20_000)],
    ["ten thousand tables", "<table><tr><td>x</td></tr></table>".repeat(10_000)],
    ["two hundred thousand elements", "<span>x</span>".repeat(200_000)],
    ["tables within tables", "<table><tr><td>".repeat(10_000)],
    ["twelve thousand quotations", "<div class=gmail_quote><p>x</p></div>y".repeat(12_000)],
  ];
  for (const [what, html] of heavy) {
    test(`of ${what} waits to be asked for, and is cleaned between what the window does`, async ({ page }) => {
      await page.goto("about:blank");
      await page.addScriptTag({ content: source });
      const { unasked, asked, turns, longestMs } = await page.evaluate(async (mail) => {
        const { sanitiseHtml, inSlices } = globalThis as unknown as {
          sanitiseHtml: (html: string, policy: unknown, given: unknown) => unknown;
          inSlices: (steps: unknown, signal: AbortSignal) => Promise<{ kind: string }>;
        };
        const clean = (evenIfHeavy: boolean) =>
          inSlices(
            sanitiseHtml(mail, { remoteImages: false, inlineImages: new Map() }, { quoteLabels: null, evenIfHeavy }),
            new AbortController().signal,
          );
        const first = await clean(false);
        let longest = 0;
        let seen = 0;
        let last = performance.now();
        const watch = setInterval(() => {
          seen += 1;
          longest = Math.max(longest, performance.now() - last);
          last = performance.now();
        }, 1);
        const second = await clean(true);
        clearInterval(watch);
        return {
          unasked: first.kind,
          asked: second.kind,
          turns: seen,
          longestMs: Math.max(longest, performance.now() - last),
        };
      }, html);
      expect([unasked, asked]).toEqual(["heavy", "content"]);
      test.info().annotations.push({ type: "longest pause", description: `${Math.round(longestMs)} ms` });
      // Cleaned in one go, the window would get none.
      expect(turns).toBeGreaterThan(3);
    });
  }
});

test("a mail that is cleaned in pieces is what it would be as a whole", async ({ page }) => {
  const row = (index: number): string =>
    `<tr class="r${index}"><td onclick=x style="color:red"><a href="https://x.example/${index}">${index}</a>${index % 7 === 0 ? "<form id=f><input name=q>in a form</form>" : ""}</td>
     ${index % 11 === 0 ? "<td><svg><a><text>gone</text></a></svg><math><mi>x</mi></math><script>1</script></td>" : ""}</tr>`;
  const table = `<table>${Array.from({ length: 900 }, (_, index) => row(index)).join("")}</table>`;
  const mail = `<body bgcolor="#eee" onload=x><center><form action=x><div lang=en>${table}<p>between<!-- c --> ${"<b>x</b> ".repeat(2_000)}</p>${table}</div></form></center>
    <button>${"<i>in a button</i>".repeat(900)}</button><svg>${"<a>in a drawing</a>".repeat(900)}</svg></body>`;
  await page.goto("about:blank");
  await page.addScriptTag({ content: source });
  const { pieces, whole } = await page.evaluate((html) => {
    const { purifyInSteps, createPurifier } = globalThis as unknown as {
      purifyInSteps: (source: Document, config: unknown) => Generator<void, HTMLElement>;
      createPurifier: (window: Window) => { sanitize: (html: string, config: unknown) => HTMLElement };
    };
    const config = { USE_PROFILES: { html: true }, FORBID_TAGS: ["form", "input", "button"], ALLOW_DATA_ATTR: false };
    const steps = purifyInSteps(new DOMParser().parseFromString(html, "text/html"), config);
    let step = steps.next();
    let count = 1;
    for (; step.done !== true; count += 1) step = steps.next();
    const purified = createPurifier(window).sanitize(html, { ...config, WHOLE_DOCUMENT: true, RETURN_DOM: true });
    return {
      count,
      pieces: step.value.outerHTML,
      whole: purified.querySelector("body")?.outerHTML ?? "",
    };
  }, mail);
  expect(whole.length).toBeGreaterThan(100_000);
  expect(pieces).toBe(whole);
});
