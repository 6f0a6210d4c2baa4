import type { Messages } from "../message.ts";

/** Where links and files of strangers lead. */
export const links = {
  "link.title.web": "Open this link in your browser?",
  "link.title.mail": "Write to this address?",
  "link.title.phone": "A telephone number",
  "link.leadsTo": "It leads to",
  "link.whole": "The whole address",
  "link.mailTo": "Your mail program opens with a new e-mail to",
  "link.writtenAs": "In its own letters: {host}",
  "link.looksLike": "It is made to look like: {host}",
  "link.warning.title": "Look twice",
  "link.warning.lookAlike":
    "The name of this site is written with letters that look like others. Go by the name above: it is not the site it seems to be.",
  "link.warning.credentials": "What stands before the @ is not the site. The link leads to {host}.",
  "link.warning.textDiffers": "The words of the link say {claimed}, but it leads to {host}.",
  "link.warning.numericHost": "The site has a number in place of a name. Links that can be trusted have names.",
  "link.warning.notSecure":
    "The connection is not encrypted: others on the way can read and change what you see and write there.",
  "link.trust": "Don't ask again for {host}",
  "link.open": "Open",
  "link.openAnyway": "Open anyway",
  "link.copy": "Copy the address",
  "link.copyNumber": "Copy the number",
  "link.copied": "Copied",
  "link.failed": "The link could not be opened",
  "link.trusted.title": "Links",
  "link.trusted.text":
    "Links in mails show where they lead before they open. These sites open without a question, from this computer.",
  "link.trusted.none": "Every link is asked about. A site gets here when you tick “Don't ask again”.",
  "link.trusted.remove": "Ask again for {host}",

  "file.risk.title": "“{name}” may harm this computer",
  "file.risk.program": "It is a program: opening it lets its sender do everything here that you can do.",
  "file.risk.script": "It is a script: opening it lets its sender do everything here that you can do.",
  "file.risk.installer": "It installs a program, which can then do everything here that you can do.",
  "file.risk.shortcut": "It is a shortcut: it starts a program or leads to a site that its sender chose.",
  "file.risk.settings": "It changes settings of this computer, such as whom it trusts.",
  "file.risk.page":
    "It is a web page: your browser opens it with all that its sender put into it, such as a false sign-in.",
  "file.risk.macros": "It can carry macros: small programs that run when the document is opened.",
  "file.risk.disk": "It is a disk with files in it, and this computer's protection does not look into it.",
  "file.risk.disguised": "Its name says that it is something else, which honest senders don't do.",
  "file.risk.ask": "If you did not expect it, ask its sender by another way before you open it.",
  "file.risk.cancel": "Don't open",
  "file.risk.save": "Save…",
  "file.risk.open": "Open anyway",
  "file.save.title": "Save the attachment",
} as const satisfies Messages;
