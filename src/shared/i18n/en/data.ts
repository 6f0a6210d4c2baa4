import type { Messages } from "../message.ts";

/** The desk's data as a whole: checking it, backups, taking everything out, erasing a person; in the settings and on the command line. */
export const data = {
  "data.title": "Data",
  "data.readOnly":
    "Only people with the permission “super admin” or “account access” check, back up or erase the desk.",
  "data.server":
    "This desk is on a team’s server. Whoever runs it makes backups and exports there, with the command line: pipedesk server backup.",
  "data.member":
    "This desk is a copy of its team’s. Erasing somebody and putting a backup back is done at the team’s server; erasing comes here by itself.",

  "data.choose": "Choose",
  "data.area.machine": "This machine",
  "data.area.folder": "The desk’s folder",
  "data.area.database": "The desk’s database",
  "data.area.mailboxes": "Mailboxes",
  "data.area.team": "Team",
  "data.area.secrets": "Passwords",
  "data.level.ok": "Fine",
  "data.level.note": "Worth knowing",
  "data.level.problem": "Problem",

  "data.check.title": "Check this desk",
  "data.check.text": "Looks at this machine, the desk’s folder, its database and its files. Nothing is changed.",
  "data.check.online": "Ask the mailboxes and the team’s server too",
  "data.check.action": "Check now",
  "data.check.running": "Checking. A large desk takes some seconds, a mailbox that doesn’t answer up to a minute.",
  "data.check.fine": "Everything is fine.",
  "data.check.problems": { one: "{count} problem was found.", other: "{count} problems were found." },
  "data.check.allFine": { one: "{count} other thing is fine", other: "{count} other things are fine" },

  "data.backup.title": "Backup",
  "data.backup.text":
    "One file with everything: tickets, mails with their sources and attachments, people, workflows, settings. You can go on working meanwhile; the file is read back before it counts.",
  "data.backup.secrets":
    "Passwords of mailboxes are in it sealed, or not at all where the system’s keychain keeps them: on another machine you enter them again. Replies that you have not sent yet are the window’s, and are not in it.",
  "data.backup.to": "Folder, or a new file",
  "data.backup.action": "Make a backup",
  "data.restore.title": "Put a backup back",
  "data.restore.text":
    "The desk becomes what it was when the backup was made. The desk that is here now is put aside in its folder, whole; nothing is deleted.",
  "data.restore.after":
    "The automations of the desk are stopped until you switch them on again, and mail that was waiting then is not sent by itself: it may have been sent since.",
  "data.restore.from": "Backup file",
  "data.restore.look": "Look into it",
  "data.restore.looking": "Reading the backup to its end",
  "data.restore.facts": "{desk}, of {date}: {tickets} tickets, {messages} messages, {people} people ({size} MB).",
  "data.restore.unknown": "A sound backup of {size} MB. An earlier Pipedesk wrote it, which doesn’t say what is in it.",
  "data.restore.ofMember": "It is a copy of a team’s desk and becomes a desk of your own; the team stays as it is.",
  "data.restore.action": "Put it back",
  "data.restore.confirm": "Put this backup back?",

  "data.export.title": "Take everything out",
  "data.export.text": "For other programs, or to keep. A new folder is made in the one that you name.",
  "data.export.as": "As",
  "data.export.jsonl": "Documents (JSON Lines)",
  "data.export.jsonl.text":
    "A file for each kind, a document a line: tickets, people, conversations, messages, notes, activities, workflows.",
  "data.export.mbox": "Mail (mbox)",
  "data.export.mbox.text":
    "One file that every mail program reads, and Pipedesk too. Mails are there as they came; what was written here as it was sent. Notes are no mails and stay out.",
  "data.export.files": "With attachments and sources of mails, as files",
  "data.export.to": "Folder",
  "data.export.action": "Export",

  "data.erase.title": "Erase a person",
  "data.erase.text":
    "Takes a person’s data out of the desk for good: name, addresses, what they wrote and what was written to them, with attachments and sources. It can’t be undone.",
  "data.erase.contact": "Contact",
  "data.erase.contactHint": "One of their e-mail addresses",
  "data.erase.look": "Show what would go",
  "data.erase.looking": "Going through everything",
  "data.erase.who": "{name} ({addresses})",
  "data.erase.goes":
    "These go: {messages} messages in {conversations} conversations, the subjects of {tickets} tickets, {notes} notes, and what workflows and notifications said about them.",
  "data.erase.files": "{files} files and sources go ({size} MB), unless something else uses them.",
  "data.erase.shared":
    "In {conversations} conversations others took part. What the person wrote there goes; {messages} messages of others stay without the person’s address, and may quote them.",
  "data.erase.outbox": {
    one: "{count} mail that waits to be sent is cancelled.",
    other: "{count} mails that wait to be sent are cancelled.",
  },
  "data.erase.stays":
    "These stay, without a name: ticket numbers, times, statuses, who of you worked on them, and a mark that somebody was erased.",
  "data.erase.elsewhere":
    "Backups and exports that you made earlier still have it, and so do mailboxes at your provider, desks that were put aside in the folder, and drafts in open windows. Delete those yourself.",
  "data.erase.confirm": "Type {address} to erase this person",
  "data.erase.action": "Erase for good",
  "data.erase.unread": "Somebody was erased from this message.",

  "data.step.begin": "Beginning",
  "data.step.copy": "Copying the database",
  "data.step.pack": "Packing files",
  "data.step.verify": "Reading the backup back",
  "data.step.unpack": "Reading the backup",
  "data.step.documents": "Going through documents",
  "data.step.files": "Taking files away",
  "data.step.rewrite": "Writing the desk’s file anew",
  "data.work.backup": "Backup",
  "data.work.restore": "Putting a backup back",
  "data.work.export-jsonl": "Export of documents",
  "data.work.export-mbox": "Export of mail",
  "data.work.erase": "Erasing a person",
  "data.work.check": "Check",
  "data.work.cancel": "Stop",
  "data.work.cancelled": "Stopped. Nothing of it was kept.",
  "data.work.failed": "That failed: {reason}",
  "data.work.done.backup":
    "The backup is in {path} ({size} MB): {tickets} tickets, {messages} messages, {files} large files. It was read back and is sound.",
  "data.work.done.restore": "The desk that was here lies in {path}.",
  "data.work.done.export-jsonl": "{documents} documents are in {path}.",
  "data.work.done.export-mbox":
    "{mails} mails are in {path}; {rebuilt} of them had no source and were made from what the desk knows.",
  "data.work.done.erase":
    "Erased: {messages} messages, {tickets} tickets without a subject, {files} files. The desk’s file was written anew.",
  "data.work.done.check": "Checked.",

  "data.trouble.title": "Something is wrong with this machine",
  "data.trouble.more": "Check this desk",

  "data.finding.program": "Pipedesk {version} on {runtime}, {platform}.",
  "data.finding.node-old": "This is Node {node}; Pipedesk needs {needed} or later.",
  "data.advice.node-old": "Start Pipedesk with npm, which brings its own Node, or install a newer one.",
  "data.finding.disk-room": "{free} MB are free on the desk’s disk; the desk takes {desk} MB.",
  "data.finding.disk-low": "Only {free} MB are free on the desk’s disk; the desk takes {desk} MB.",
  "data.advice.disk-low":
    "Free some space: an upgrade, erasing somebody or a backup on this disk takes as much room as the desk again.",
  "data.finding.disk-full": "The desk’s disk is full: {free} MB are left.",
  "data.advice.disk-full":
    "Free some space now. Until then nothing new may be stored; nothing that was stored is lost.",
  "data.finding.disk-unknown": "How much room is left on the desk’s disk can’t be told.",
  "data.advice.disk-unknown": "Network drives often don’t say. Look in the system’s own settings.",
  "data.finding.clock-fine": "The clock says {now} (UTC).",
  "data.finding.clock-years-off": "The clock of this machine is years off: it says {now} (UTC).",
  "data.advice.clock-years-off":
    "Set it in the system’s settings, best by the network. Until then secure connections fail, and times on tickets are wrong.",
  "data.finding.clock-behind-desk": "The clock says {now} (UTC), but something in the desk happened at {newest}.",
  "data.advice.clock-behind-desk":
    "Set the clock in the system’s settings. What you do now would stand before what is there; timers of workflows wait for the later time.",
  "data.finding.clock-far-ahead": "The clock says {now} (UTC); the newest thing in the desk is of {newest}.",
  "data.advice.clock-far-ahead":
    "If this desk was not simply left alone, the clock is ahead: set it before you let automations run.",
  "data.finding.zone": "The time zone is {zone}.",
  "data.finding.zone-unknown": "The system doesn’t say in which time zone it is.",
  "data.advice.zone-unknown": "Choose one in the system’s settings: times are shown in UTC until then.",
  "data.finding.folder-none": "There is no folder {folder} yet.",
  "data.advice.folder-none": "It is made when a desk is opened there. If you expected one, name its folder.",
  "data.finding.folder-fine": "The desk’s folder {folder} can be written.",
  "data.finding.folder-read-only": "The desk’s folder {folder} can’t be written: {reason}",
  "data.advice.folder-read-only":
    "Give yourself the right to write there, or move the folder to a disk that is not read-only. Nothing that is in it is lost.",
  "data.finding.folder-network": "The desk’s folder {folder} is on a network drive ({drive}).",
  "data.advice.folder-network":
    "Move it to a disk of this machine: on a network drive the database can be damaged when the connection breaks off, and two machines must never open it. For several people there is the team’s server.",
  "data.finding.folder-synced": "The desk’s folder {folder} is copied to other machines by {service}.",
  "data.advice.folder-synced":
    "Move it out of there: a database that is copied while it is written gets damaged, and two machines overwrite each other. Put backups there instead.",
  "data.finding.folder-open-to-others": "Other users of this machine can look into the desk’s folder {folder}.",
  "data.advice.folder-open-to-others": "Pipedesk closes it when it next opens the desk, where the disk allows that.",
  "data.finding.lock-free": "No program has the desk open.",
  "data.finding.lock-here": "The desk is open here, and in no other program.",
  "data.finding.lock-held": "Another program has the desk open (process {process}).",
  "data.advice.lock-held": "That is as it should be while Pipedesk runs. What is read here is what it has stored.",
  "data.finding.database-none": "There is no desk in {folder}.",
  "data.advice.database-none": "Name the desk’s folder with --data, or start Pipedesk, which makes one.",
  "data.finding.database-fine": "The database is sound: {size} MB, {tickets} tickets, {messages} messages.",
  "data.finding.database-older": "The database is of an earlier Pipedesk (format {format}).",
  "data.advice.database-older":
    "It is brought up to date when the desk is next opened; a copy of it is kept beside it.",
  "data.finding.database-newer": "The database was written by a newer Pipedesk.",
  "data.advice.database-newer": "Install that version or a later one. This one leaves it untouched.",
  "data.finding.database-foreign": "What lies in {folder} as the desk’s database is none of Pipedesk’s.",
  "data.advice.database-foreign": "Choose another folder, or put a backup back: what is there is put aside.",
  "data.finding.database-damaged": "The database is damaged: {reason}",
  "data.advice.database-damaged":
    "Keep a copy of the folder. Then put your newest backup back: the damaged desk is put aside, and mail since then is fetched again.",
  "data.finding.database-unreadable": "The database can’t be read: {reason}",
  "data.advice.database-unreadable":
    "Check that you may read the folder, that the disk is there, and that no other program holds the file.",
  "data.finding.database-elsewhere": "The desk lies on PostgreSQL, which has its own tools for checking it.",
  "data.finding.log-large": "The log of the database has grown to {size} MB.",
  "data.advice.log-large": "Close the desk and open it again: that puts the log into the database.",
  "data.finding.files-fine": "All files that the desk names are there ({count} large ones).",
  "data.finding.files-missing": {
    one: "{count} file that the desk names is gone.",
    other: "{count} files that the desk names are gone.",
  },
  "data.advice.files-missing":
    "Attachments or sources of mails can’t be opened. If files were moved out of the folder, put them back; else put a backup back beside and copy its files.",
  "data.finding.files-unused": {
    one: "{count} large file is named by nothing in the desk ({size} MB).",
    other: "{count} large files are named by nothing in the desk ({size} MB).",
  },
  "data.advice.files-unused": "They do no harm: they may belong to drafts in open windows.",
  "data.finding.mailboxes-none": "No mailbox is connected.",
  "data.finding.mailbox-fine": "{mailbox} can be reached, and takes the password.",
  "data.finding.mailbox-failed": "{mailbox} does not work: {reason}",
  "data.advice.mailbox-failed":
    "Open Settings › Channels › this mailbox: there you can test it step by step and enter the password again.",
  "data.finding.mailbox-not-asked": "The mailboxes were not asked.",
  "data.advice.mailbox-not-asked":
    "Ask them too: in the settings by the checkbox, on the command line with --online while no other program has the desk open.",
  "data.finding.mailbox-elsewhere": "The team’s host fetches and sends the mail.",
  "data.finding.team-none": "The desk belongs to no team.",
  "data.finding.team-server": "This is the team’s server.",
  "data.finding.team-not-asked": "The team’s server {server} was not asked.",
  "data.advice.team-not-asked": "Ask it too: in the settings by the checkbox, on the command line with --online.",
  "data.finding.team-fine": "The team’s server {server} answers.",
  "data.finding.team-offline": "The team’s server {server} can’t be reached: {reason}",
  "data.advice.team-offline":
    "You can go on working; what you do waits here. Check the network, and whether the server runs.",
  "data.finding.team-stopped": "This machine no longer exchanges with {server} ({code}).",
  "data.advice.team-stopped": "Open Settings › Team, which says why and what to do.",
  "data.finding.team-not-the-server": "Somebody else answers at {server}: {reason}",
  "data.advice.team-not-the-server":
    "A sign-in page of the network, perhaps. Open the address in a browser; if the server moved, tell the new address in Settings › Team.",
  "data.finding.team-clock": "The clock of this machine is {minutes} minutes away from the server’s.",
  "data.advice.team-clock": "Set it in the system’s settings: what you do is not taken while it is that far off.",
  "data.finding.secrets-keychain": {
    one: "{count} password is kept by the system’s keychain.",
    other: "{count} passwords are kept by the system’s keychain.",
  },
  "data.finding.secrets-file": {
    one: "{count} password is kept in an encrypted file.",
    other: "{count} passwords are kept in an encrypted file.",
  },
  "data.advice.secrets-file":
    "Its key lies apart from the desk, in your own settings. The installed app uses the system’s keychain where there is one.",
  "data.finding.secrets-desk": "Passwords are kept encrypted in the server’s database.",
  "data.finding.secrets-none": "No password is kept.",
  "data.finding.secrets-key-missing": {
    one: "{count} password is kept, but its key is not on this machine ({file}).",
    other: "{count} passwords are kept, but their key is not on this machine ({file}).",
  },
  "data.advice.secrets-key-missing":
    "The desk came from another machine. Enter the passwords again in Settings › Channels.",
  "data.finding.secrets-damaged": "The file with the passwords is damaged.",
  "data.advice.secrets-damaged":
    "Enter the passwords again in Settings › Channels; the damaged file is put aside then.",

  "cli.doctor": "check this machine and a desk, and say what to do",
  "cli.doctor.online": "ask the mailboxes and the team’s server too",
  "cli.doctor.done": { one: "{count} problem.", other: "{count} problems." },
  "cli.backup": "write a backup of the desk into one file, and read it back",
  "cli.backup.to": "file to write, of which there must be none; or a folder in which one is made",
  "cli.restore": "put a backup back; the desk that is there is put aside",
  "cli.restore.from": "backup to read",
  "cli.export": "take everything out of the desk",
  "cli.export.to": "folder in which a new one is made",
  "cli.export.format": "documents as JSON Lines, or all mails as one mbox",
  "cli.export.files": "with JSON Lines: attachments and sources of mails too, as files",
  "cli.erase": "erase a person’s data for good; says first what goes, and asks once",
  "cli.erase.who": "one of the contact’s addresses, or its id",
  "cli.erase.dryRun": "only say what would go",
  "cli.erase.confirm": "the contact’s address, instead of being asked for it",
  "cli.data.backedUp": "The backup is in {file} ({size} MB). It was read back and is sound.",
  "cli.data.restored": "The desk in {folder} is what it was: {tickets} tickets, {messages} messages.",
  "cli.data.aside": "What was there before lies in {folder}",
  "cli.data.exported.jsonl": "{documents} documents are in {folder}",
  "cli.data.exported.mbox":
    "{mails} mails are in {folder}; {rebuilt} had no source and were made from what the desk knows.",
  "cli.data.erased": "Erased: {messages} messages, {tickets} tickets, {files} files. The desk’s file was written anew.",
  "cli.data.confirm": "This can’t be undone. Type {address} to erase this person:",
} as const satisfies Messages;
