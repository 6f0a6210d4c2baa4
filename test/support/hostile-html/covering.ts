import type { Vector } from "./vector.ts";

/** What draws over what is not its own, takes the keys or the window away, or pretends to be part of the desk. */
export const COVERING: readonly Vector[] = [
  [
    "a layer over everything",
    '<a href="https://NET/" style="position:fixed;inset:0;z-index:2147483647;background:#fff">Your session is over. Sign in</a>',
  ],
  [
    "a layer by the mail's own style sheet",
    '<style>a{position:absolute!important;top:-500px;left:-500px;width:5000px;height:5000px;z-index:9}</style><a href="https://NET/">x</a>',
  ],
  [
    "a layer in disguise",
    '<p style="pos\\69tion:fixed;top:0">x</p><p style="position/**/:absolute;left:-99px">x</p><p style="POSITION: Sticky; top: -9px">x</p>',
  ],
  [
    "a layer in a media rule",
    "<style>@media all{@supports (display:block){p{position:fixed;top:0;left:0}}}</style><p>x",
  ],
  [
    "a box that is pushed out",
    '<p style="margin:-900px 0 0 -900px;width:3000px">x</p><p style="margin-top:calc(0px - 900px)">x</p><p style="text-indent:-9999px">x</p>',
  ],
  [
    "a box that is moved",
    '<p style="transform:translate(-500px,-500px) scale(90)">x</p><p style="translate:-400px -400px;scale:50;rotate:45deg">x</p><p style="zoom:9000%">x</p>',
  ],
  [
    "a box that grows with its window",
    '<p style="height:100vh">x</p><p style="min-height:calc(100vh + 1px)">x</p><p style="width:100cqw;height:120dvh">x</p><style>body{height:200vh!important;min-height:100vh!important}</style>',
  ],
  [
    "a shadow over everything",
    '<p style="box-shadow:0 0 0 9999px #f00">x</p><p style="outline:4000px solid red">x</p><p style="text-shadow:9e9px 0 red">x</p>',
  ],
  [
    "a layer by anchors",
    '<p style="position-anchor:--a;position-area:top left;inset-area:all">x</p><p style="anchor-name:--a;top:anchor(--a top)">x</p>',
  ],
  [
    "the top layer",
    '<div popover=manual style="display:block;inset:0;position:fixed">x</div><dialog open style="width:100vw;height:100vh">x</dialog><p style="overlay:auto!important">x</p>',
  ],
  [
    "a box with a grid of thousands",
    `<div style="display:grid;grid-template-columns:repeat(100000,1px)">x</div>${'<div style="display:inline-grid">'.repeat(20)}`,
  ],
  [
    "text that runs against the window",
    '<marquee behavior=slide direction=up scrollamount=999>x</marquee><blink>x</blink><p style="animation:x 1ms infinite;transition:all 9s">x</p>',
  ],
  [
    "the mail's body as a layer",
    '<body style="position:fixed;top:-99px;margin:-50px;height:9999vh;transform:scale(2);overflow:visible">x',
  ],
  [
    "a link that fills what it lies in",
    '<a href="https://NET/" style="display:block;width:99999px;height:99999px;margin:-9999px">x</a>',
  ],
  [
    "a picture that fills what it lies in",
    '<img src="https://NET/x" width=99999 height=99999 style="min-width:9999px;position:absolute">',
  ],
  [
    "something one looks through",
    '<a href="https://NET/" style="opacity:0;position:absolute;inset:0">x</a><p style="pointer-events:none;mix-blend-mode:difference;backdrop-filter:invert(1)">x</p>',
  ],
  [
    "our own classes",
    '<div class="pd-quote pd-blocked"><details class=pd-quote open><summary>x</summary>y</details><span class=pd-tracker>z</span></div>',
  ],
  [
    "our own dialog",
    '<div role=dialog aria-modal=true class="mantine-Modal-content" style="position:fixed"><h2>Update required</h2><a href="https://NET/install.exe" download>Install</a></div>',
  ],
  [
    "a field that takes the keys",
    "<input autofocus onfocus=RUN><textarea autofocus></textarea><div contenteditable autofocus>x</div><p tabindex=0 autofocus>x</p>",
  ],
  [
    "keys for our own commands",
    '<a href="https://NET/" accesskey=a>x</a><button accesskey=r>x</button><label accesskey=e for=x>x</label><a tabindex=1 href="https://NET/y">y</a>',
  ],
  [
    "a link that leads its window away",
    '<a href="https://NET/" target=_top>x</a><a href="https://NET/" target=_parent>x</a><a href="https://NET/" target=_self>x</a><a href="https://NET/" target=pipedesk>x</a><a href="https://NET/" target="a\nb<c">x</a>',
  ],
  [
    "a link that knows who opened it",
    '<a href="https://NET/" rel=opener target=x>x</a><area href="https://NET/" target=_top><a href="https://NET/" rel="opener noreferrer" target=_BLANK>x</a>',
  ],
  [
    "a link that saves a file",
    '<a href="https://NET/x.exe" download="invoice.pdf">x</a><a href="data:application/x-msdownload;base64,TVo=" download=x.exe>x</a>',
  ],
  [
    "a link in a link",
    '<a href="https://shop.example/"><table><tr><td><a href="https://NET/">x</a></td></tr></table></a><a href="https://NET/"><a href="javascript:RUN">x</a></a>',
  ],
  [
    "a link that is dragged",
    '<a href="https://NET/" draggable=true ondragstart=RUN>x</a><div draggable=true ondragstart="RUN">x</div><img draggable=true src="https://NET/d">',
  ],
  ["a link named as another", '<a href="https://NET/" title="https://bank.example/">https://bank.example/</a>'],
  [
    "a frame that is clicked through",
    '<iframe src="https://NET/" style="opacity:0;position:absolute;inset:0"></iframe><iframe src="https://NET/" allowtransparency style="mask:url(#m)"></iframe>',
  ],
  ["a base for all links", '<base target=_top href="https://NET/"><a href="x">x</a>'],
  [
    "a form without a frame",
    "<form><fieldset><legend>Sign in</legend><label>Password <input type=password name=p></label><select><option>x</select><datalist id=d><option value=x></datalist><output>x</output><meter value=1></meter><progress value=1></progress></fieldset></form>",
  ],
  [
    "a colour of our own window",
    '<meta name=theme-color content=red><meta name=color-scheme content=dark><meta name=viewport content="width=1"><title>Pipedesk</title>',
  ],
  [
    "a direction that turns everything",
    '<bdo dir=rtl>x</bdo><p style="direction:rtl;unicode-bidi:bidi-override">x</p><p>invoice\u202efdp.exe</p>',
  ],
  [
    "a mail in a column of letters",
    '<p style="writing-mode:vertical-lr;text-orientation:upright;column-count:9999;columns:1px">x</p><p style="white-space:nowrap">' +
      "x".repeat(20_000) +
      "</p>",
  ],
  ["a thousand marks on one letter", `<p>x${"\u0301\u0489".repeat(2_000)}</p>`],
  ["a style as long as a book", `<p style="${"color:red;".repeat(20_000)}position:fixed">x</p>`],
  [
    "a rule in three hundred rules",
    `<style>${"@media all{".repeat(300)}p{position:fixed}${"}".repeat(300)}</style><p>x`,
  ],
  [
    "a selector of ten thousand parts",
    `<style>${":is(p,".repeat(3_000)}p${")".repeat(3_000)}{position:fixed} ${"p ".repeat(5_000)}{position:fixed}</style><p>x`,
  ],
  [
    "two thousand attributes",
    `<p ${Array.from({ length: 2_000 }, (_, index) => `a${index}=x`).join(" ")} onclick=RUN style="position:fixed">x</p>`,
  ],
  ["open formatting that multiplies", `${"<b><i><u>".repeat(40)}<p>x<p>y<p>z<img src=x onerror=RUN>`],
  [
    "a counter, a quote and a list that never end",
    '<ol start=2147483647><li value=-2147483648>x</ol><p style="counter-reset:a 9e9;counter-increment:a 9e9">x</p>',
  ],
  [
    "tables that cover columns",
    '<table style="position:fixed"><tr><td colspan=999999 rowspan=999999 width="9999999%">x</table>',
  ],
];
