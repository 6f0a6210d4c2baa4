import type { Messages } from "../message.ts";

/** What the hosts themselves say, before or without the interface: pages without the desk, the command line. */
export const hosts = {
  "host.locked": "This desk needs its key",
  "host.lockedHelp": "Open it with the address that Pipedesk printed when it started. That address ends with the key.",
  "host.tryAgain": "Try again",
  "host.unbuilt": "The interface has not been built",
  "host.unbuiltHelp": "Run npm run build, then load this page again. The REST interface works meanwhile.",

  "cli.description": "The helpdesk that runs on your own machine.",
  "cli.usage": "Usage:",
  "cli.commands": "Commands:",
  "cli.arguments": "Arguments:",
  "cli.options": "Options:",
  "cli.help": "show this help",
  "cli.version": "show the version",
  "cli.option.data": "folder of the desk (default: {folder})",
  "cli.option.json": "write JSON for programs, one value a line",
  "cli.option.verbose": "say everything that happens, errors with their stack",

  "cli.serve": "open the desk in a browser on this machine",
  "cli.serve.port": "port on 127.0.0.1; 0 takes a free one (default: {port}, or a free one where it is taken)",
  "cli.serve.token": "secret that opens the desk (default: a new one; PIPEDESK_TOKEN in the environment)",
  "cli.serve.demo": "make and open the demo desk, with mails that go on arriving",
  "cli.serve.noOpen": "don't open a browser",
  "cli.serving": "Pipedesk is running at {url}",
  "cli.servingFrom": "The desk is kept in {folder}. Ctrl+C stops Pipedesk.",
  "cli.unbuilt": "The interface has not been built yet: run npm run build. The REST interface works.",

  "cli.import": "import mail: .eml, .mbox, Maildir, and gz of these",
  "cli.import.paths": "files and folders to import",
  "cli.import.own": "an address of your own; mail from it counts as your answers (can be given several times)",
  "cli.import.channel": "name, address or id of the channel that the mail came by (default: the channel for imports)",
  "cli.import.progress": {
    one: "{percent} %, {count} message",
    other: "{percent} %, {count} messages",
  },
  "cli.import.timeLeft": "{time} left",
  "cli.import.setAside": "set aside, with its source kept: {file}, message {index}: {reason}",
  "cli.import.failed": "not imported: {file}: {reason}",
  "cli.import.done": "{imported} imported, {duplicates} already here, {setAside} set aside, {failed} not imported.",
  "cli.import.stopped": "Stopped. What was imported is kept; the same command goes on from here.",

  "cli.badPort": "A port is a whole number from 0 to 65535.",
  "cli.badToken": "A token is made of letters, digits and - . _ ~ only.",
  "cli.badAddress": "This is not an e-mail address.",
} as const satisfies Messages;
