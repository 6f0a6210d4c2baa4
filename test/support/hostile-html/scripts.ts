import type { Vector } from "./vector.ts";

const HANDLERS = [
  "onload onerror onclick onmouseover onfocus onfocusin onpageshow onscroll onwheel onpointerenter ontoggle onbeforetoggle",
  "onanimationstart onanimationend ontransitionend ontransitionrun oncopy onpaste onbeforeinput oncontentvisibilityautostatechange onscrollend onsecuritypolicyviolation",
].flatMap((line) => line.split(" "));

/** Scripts, handlers, and addresses that are scripts. */
export const SCRIPTS: readonly Vector[] = [
  ["a script", "<script>RUN</script>"],
  [
    "a script of another kind of script",
    '<script type="module">RUN</script><script type="text/ecmascript">RUN</script>',
  ],
  ["a script from elsewhere", '<script src="https://NET/s.js"></script><script async defer src="//NET/t.js"></script>'],
  ["a script in capitals with a slash", "<SCRIPT/x>RUN</SCRIPT>"],
  ["a script in a script", "<scr<script>ipt>RUN</scr</script>ipt>"],
  ["a script that never ends", "<p>x<script>RUN"],
  ["a script behind a null", "<scr\0ipt>RUN</scr\0ipt><\0script>RUN</\0script>"],
  ["a script behind a form feed", "<script\f>RUN</script\f>"],
  ["a script with a comment in it", "<script><!--\nRUN\n//--></script>"],
  ["a script that a comment seems to hide", "<!-- --!><script>RUN</script> --><!--><script>RUN</script>-->"],
  [
    "a script in a conditional comment",
    "<!--[if gte mso 9]><script>RUN</script><![endif]--><![if !mso]><script>RUN</script><![endif]>",
  ],
  ["a script in a CDATA part", "<![CDATA[<script>RUN</script>]]>"],
  ["a script with a frame's help", "<iframe srcdoc='<script>parent.RUN</script>'></iframe>"],
  ["a script in a data frame", '<iframe src="data:text/html,<script>parent.RUN</script>"></iframe>'],
  ["a script in a template", "<template shadowrootmode=open><script>RUN</script><img src=x onerror=RUN></template>"],
  ["a script in a textarea's end", "<textarea></textarea><script>RUN</script>"],
  ["a script for old browsers", '<script for=window event=onload>RUN</script><script language="vbscript">RUN</script>'],
  [
    "an import map and speculation rules",
    '<script type="importmap">{"imports":{"x":"https://NET/m.js"}}</script><script type="speculationrules">{"prefetch":[{"urls":["https://NET/p"]}]}</script>',
  ],
  ["a handler without quotes", "<img src=x onerror=RUN>"],
  ["a handler behind a slash", "<img/src=x/onerror=RUN>"],
  ["a handler in capitals", "<IMG SRC=x OnErRoR=RUN>"],
  [
    "a handler behind strange blanks",
    "<img src=x\u000bonerror=RUN><img src=x\u000conerror=RUN><img src=x \u00a0onerror=RUN>",
  ],
  [
    "a handler behind a quotation mark that never ends",
    '<img src="x" title=" onerror=RUN "><img src=x title=`"` onerror=RUN>',
  ],
  ["a handler in letters by number", '<img src=x onerror="&#116;op.hit&lpar;-1&rpar;;RUN">'],
  ["a handler twice", "<img src=x onerror=1 onerror=RUN>"],
  [
    "handlers of every kind",
    `<div ${HANDLERS.map((name) => `${name}=RUN`).join(" ")} style="animation:a 1s;transition:all 1s">x</div>`,
  ],
  [
    "handlers of the body",
    `<body ${HANDLERS.map((name) => `${name}="RUN"`).join(" ")} onhashchange=RUN onmessage=RUN onresize=RUN>`,
  ],
  ["handlers of a frame set", "<frameset onload=RUN onpageshow=RUN><frame src='javascript:RUN'></frameset>"],
  ["a handler in a closing tag", "<p>x</p onclick=RUN><a></a href=javascript:RUN>"],
  [
    "a handler under an unknown element",
    "<xss onclick=RUN tabindex=1 id=x onfocus=RUN style=display:block>x</xss><x-y onpointerenter=RUN>x</x-y>",
  ],
  ["a details that opens itself", "<details open ontoggle=RUN><summary>x</summary>y</details>"],
  [
    "a dialog that is open",
    "<dialog open onclose=RUN><form method=dialog><button autofocus onfocus=RUN>x</button></form></dialog>",
  ],
  ["a marquee", "<marquee onstart=RUN onbounce=RUN loop=1 width=0>x</marquee>"],
  ["a popover", "<button popovertarget=p>x</button><div popover id=p onbeforetoggle=RUN>y</div>"],
  [
    "a command for a button",
    '<button commandfor=d command="show-modal" onclick=RUN>x</button><dialog id=d oncommand=RUN></dialog>',
  ],
  ["a script's address behind a link", '<a href="javascript:RUN">x</a>'],
  ["a script's address in capitals", '<a href="JaVaScRiPt:RUN">x</a>'],
  [
    "a script's address behind blanks",
    '<a href="  \t\njavascript:RUN">x</a><a href="\u0001\u0002javascript:RUN">x</a>',
  ],
  [
    "a script's address with a tab in it",
    '<a href="java&#x09;script:RUN">x</a><a href="java&Tab;script&colon;RUN">x</a><a href="java&NewLine;script:RUN">x</a>',
  ],
  [
    "a script's address in letters by number",
    '<a href="&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;RUN">x</a><a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;RUN">x</a>',
  ],
  [
    "a script's address behind wide blanks",
    ["\u00a0", "\u1680", "\u2003", "\u2028", "\u3000", "\ufeff", "\u200b", "\u00ad"]
      .map((blank) => `<a href="${blank}javascript:RUN">x</a>`)
      .join(""),
  ],
  [
    "a script's address by another name",
    '<a href="vbscript:RUN">x</a><a href="livescript:RUN">x</a><a href="mocha:RUN">x</a><a href="jar:javascript:RUN!/">x</a><a href="feed:javascript:RUN">x</a>',
  ],
  [
    "a script's address with a host",
    '<a href="javascript://NET/%0aRUN">x</a><a href="javascript://https://NET/?%0d%0aRUN">x</a>',
  ],
  [
    "a script's address behind a view of a source",
    '<a href="view-source:javascript:RUN">x</a><a href="blob:https://NET/RUN">x</a><a href="filesystem:https://NET/x">x</a>',
  ],
  [
    "a page in a link",
    '<a href="data:text/html,<script>RUN</script>">x</a><a href="data:text/html;base64,PHNjcmlwdD50b3AuaGl0KDApPC9zY3JpcHQ+">x</a><a href="data:image/svg+xml,<svg onload=RUN>">x</a>',
  ],
  [
    "a file behind a link",
    '<a href="file:///etc/passwd">x</a><a href="\\\\NET\\share\\x">x</a><a href="smb://NET/x">x</a><a href="file://NET/x">x</a>',
  ],
  [
    "a program behind a link",
    '<a href="ms-msdt:/id PCWDiagnostic">x</a><a href="search-ms:query=x&crumb=location:\\\\NET\\x">x</a><a href="ms-officecmd:{}">x</a><a href="steam://run/1">x</a>',
  ],
  [
    "our own scheme behind a link",
    '<a href="app://pipedesk/index.html">x</a><a href="pipedesk://ticket/1">x</a><a href="devtools://devtools/bundled/x">x</a><a href="chrome://crash">x</a>',
  ],
  [
    "a place in our page behind a link",
    '<a href="#/settings" target=_top>x</a><a href="/" target=_parent>x</a><a href="?x" target=_self>x</a><a href="">x</a>',
  ],
  [
    "a script in a map of a picture",
    '<img usemap=#m src=x><map name=m><area href="javascript:RUN" shape=default coords=0,0,9,9 target=_top></map>',
  ],
  [
    "a script as a picture",
    '<img src="javascript:RUN"><img src="vbscript:RUN"><input type=image src="javascript:RUN"><image src="javascript:RUN">',
  ],
  [
    "a script in old attributes",
    '<body background="javascript:RUN"><table background="javascript:RUN"><td background="javascript:RUN">x<br size="&{RUN}"><img dynsrc="javascript:RUN" lowsrc="javascript:RUN">',
  ],
  [
    "a script in a layer, a sound, an applet",
    '<layer src="https://NET/l"></layer><bgsound src="javascript:RUN"><applet code=x archive="https://NET/a.jar"></applet>',
  ],
  [
    "a script in a citation",
    '<blockquote cite="javascript:RUN">x</blockquote><q cite="javascript:RUN">x</q><ins cite="javascript:RUN">x</ins>',
  ],
  [
    "an object, an embed, a parameter",
    '<object data="javascript:RUN"><param name=src value="javascript:RUN"></object><embed src="javascript:RUN"><object type="text/x-scriptlet" data="https://NET/o"></object>',
  ],
  [
    "an object with a page",
    "<object data=\"data:text/html,<script>parent.RUN</script>\"></object><embed src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>\">",
  ],
  [
    "a frame of the desk's own blobs",
    '<iframe src="blob:app://pipedesk/x"></iframe><portal src="https://NET/p"></portal><fencedframe src="https://NET/f"></fencedframe>',
  ],
  [
    "a frame that a frame opens",
    '<iframe src="about:blank" onload="RUN" name=top></iframe><iframe src="javascript:RUN"></iframe>',
  ],
  [
    "a sandboxed frame with all it wants",
    '<iframe sandbox="allow-scripts allow-same-origin allow-top-navigation" allow="camera;microphone;clipboard-read" src="https://NET/f"></iframe>',
  ],
  [
    "a style that is a script",
    '<p style="width:expression(RUN)">x</p><p style="behavior:url(https://NET/x.htc)">x</p><p style="-moz-binding:url(https://NET/x.xml#x)">x</p>',
  ],
  [
    "a style that is a script in disguise",
    '<p style="width:e/**/xpression(RUN)">x</p><p style="xss:expr\\65 ssion(RUN)">x</p><p style="w\\69 dth:\\65xpression(RUN)">x</p>',
  ],
  [
    "a style sheet that is a script",
    "<style>p{width:expression(RUN)} a{behavior:url(https://NET/b)} b{-o-link:'javascript:RUN';-o-link-source:current}</style><p>x",
  ],
  ["custom elements", '<p is="x-y">x</p><button is="x-b" onclick=RUN>x</button><slot name=x onslotchange=RUN>x</slot>'],
  [
    "a processing instruction",
    '<?xml version="1.0"?><?xml-stylesheet href="https://NET/x.xsl" type="text/xsl"?><?import implementation="#default#time2"><p>x',
  ],
  [
    "a document type with an entity",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "https://NET/e">]><p>&e;</p><!DOCTYPE html SYSTEM "https://NET/d.dtd">',
  ],
  ["a body in a body", "<body><p>x<body onload=RUN onfocus=RUN><html onclick=RUN><head onclick=RUN>"],
  [
    "text that other character sets read as a script",
    '<meta charset="utf-7">+ADw-script+AD4-RUN+ADw-/script+AD4-<meta http-equiv=content-type content="text/html;charset=utf-16">\u00bcscript\u00beRUN\u00bc/script\u00be',
  ],
];
