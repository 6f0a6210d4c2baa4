import type { Messages } from "../message.ts";

export const welcome = {
  "welcome.title": "Welcome to Pipedesk",
  "welcome.text":
    "A help desk that runs on this machine: mail becomes tickets, tickets move through statuses, and nothing leaves here unless you send it.",
  "welcome.question": "How do you want to begin?",
  "welcome.demo.title": "Look around in a demo desk",
  "welcome.demo.text":
    "Half a year of a small support team: 2,000 tickets in three pipelines, with mail that goes on arriving. Made in under a minute.",
  "welcome.demo.action": "Make the demo desk",
  "welcome.import.title": "Bring your mail",
  "welcome.import.text":
    "Choose a mailbox file (.mbox) or single messages (.eml), also packed with gzip. Threads become tickets; the file itself is only read.",
  "welcome.import.action": "Choose mail files",
  "welcome.import.drop": "Drop files here, or",
  "welcome.import.start": { one: "Import {count} file", other: "Import {count} files" },
  "welcome.import.remove": "Leave out {file}",
  "welcome.import.tooLarge":
    "{file} is larger than a browser can hand over (256 MB). Import it with the command “pipedesk import”.",
  "welcome.import.ownAddresses": "Your own addresses",
  "welcome.import.ownAddressesHint": "Mail from these counts as your answers. Put a comma between them.",
  "welcome.empty.title": "Start with an empty desk",
  "welcome.empty.text": "One pipeline, Support, with four statuses. Write the first ticket, or connect mail later.",
  "welcome.empty.action": "Start empty",
  "welcome.deskName": "Name of the desk",
  "welcome.deskNamePlaceholder": "Support",
  "welcome.demoRunning": "Making the demo desk",
  "welcome.importDone": "Your mail is here",
  "welcome.importRunning": "Importing your mail",
  "welcome.importCancel": "Stop",
  "welcome.importCancelled": "The import was stopped",
  "welcome.importCancelled.text":
    "What was imported is kept. Import the file again to go on: what is here already is left out.",
  "welcome.uploading": "Reading {file}",
  "welcome.progressOf": "{done} of {total}",
  "welcome.progress.imported": { one: "{count} message imported", other: "{count} messages imported" },
  "welcome.progress.duplicates": { one: "{count} was here already", other: "{count} were here already" },
  "welcome.progress.setAside": {
    one: "{count} set aside with its source",
    other: "{count} set aside with their source",
  },
  "welcome.heldBack": {
    one: "{count} workflow would have run. Imported mail is history: it sends nothing and sets nothing off.",
    other: "{count} workflows would have run. Imported mail is history: it sends nothing and sets nothing off.",
  },
  "welcome.heldBack.open": "Choose which may take these tickets",
  "welcome.goOn": "You can look around already; this goes on in the background.",
  "welcome.toBoard": "Go to the board",
  "welcome.jobFailed": "This stopped before its end. What was done so far is kept.",
  "welcome.filesLeft": { one: "{count} more file", other: "{count} more files" },
} as const satisfies Messages;
