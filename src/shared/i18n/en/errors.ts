import type { ErrorCode } from "../../errors/registry.ts";
import type { Message } from "../message.ts";

/** Each says what happened, what it means for the person's data, and what to do next. */
export const errors = {
  "error.PD_ACCESS_TOKEN":
    "This window is no longer signed in. Open the address that Pipedesk printed when it started.",
  "error.PD_ACCESS_ORIGIN":
    "Pipedesk doesn't answer to this address. Open the address that it printed when it started.",
  "error.PD_ACCESS_PERMISSION":
    "You don't have the permission for this. Nothing was changed. Ask an administrator of the desk.",
  "error.PD_SYNC_ROW_INVALID":
    "The server could not read this change, so it kept what it had. The change is kept here for you to copy from.",
  "error.PD_SYNC_CLOCK_AHEAD":
    "The clock of this computer is ahead of the server’s. What you changed waits here, and goes to the server once the clock is right.",
  "error.PD_SYNC_WRITTEN_ONCE":
    "What happened, and what a message says, can’t be changed afterwards. The server kept what it had.",
  "error.PD_SYNC_FORGED": "This change bears somebody else’s name, so the server did not take it.",
  "error.PD_SYNC_PART_REFUSED": "Another part of the same change was refused, so this one was too.",
  "error.PD_SYNC_VERSION":
    "This program and the team’s server are of different versions. Update the older of the two; until then your changes wait here.",
  "error.PD_SYNC_OTHER_DESK": "The server holds another desk than the one that this computer has a copy of.",
  "error.PD_SYNC_MESSAGE":
    "What the other side sent could not be understood. Your changes wait here and nothing is lost.",
  "error.PD_SYNC_OFFLINE": "The team’s server can’t be reached. You can go on working: your changes wait here.",
  "error.PD_SYNC_CERTIFICATE":
    "This computer doesn’t trust the certificate of the team’s server, so it tells it nothing. Check the address and this computer’s date; where your organisation has certificates of its own, they must be installed here. Your changes wait.",
  "error.PD_SYNC_NOT_THE_SERVER":
    "Something else answered instead of the team’s server, perhaps the sign-in page of this network. Open it in a browser, then try again.",
  "error.PD_SYNC_FILE_WRONG":
    "What arrived is not the file that was asked for, so it was thrown away. Try again; if it stays so, tell your administrator.",
  "error.PD_SYNC_FILE_AWAITED":
    "This file is not with the team’s server yet: the computer on which it was added still has to bring it. Try again later.",
  "error.PD_SYNC_REVOKED": "This device was shut out of the team. Ask an administrator to let it in again.",
  "error.PD_SYNC_NO_TEAM": "This desk belongs to no team.",
  "error.PD_SYNC_IN_TEAM": "This desk belongs to a team already. Leave that first.",
  "error.PD_SYNC_BRING":
    "Only the person who set the server up can bring a desk along. Join with the team’s desk: yours is put aside, not lost.",
  "error.PD_ACCESS_VIEWER":
    "You are a viewer of this desk: you see everything and change nothing. Nothing was changed. Ask an administrator of the desk if you should be able to.",
  "error.PD_USER_NOT_ASSIGNABLE":
    "This person left or only looks on, so nothing can be given to them. Nothing was changed. Choose somebody else.",
  "error.PD_SIGN_IN_FAILED":
    "That e-mail address, password or code isn't right. Nothing was changed. Check it and try again.",
  "error.PD_SIGN_IN_CODE":
    "Your account has a second factor. Nothing was changed. Enter the code of your authenticator app too.",
  "error.PD_SIGN_IN_PAUSED": "Too many attempts. Nothing was changed. Wait a while, then try again.",
  "error.PD_LINK_SPENT": "This link was used already or has expired. Nothing was changed. Ask for a new one.",
  "error.PD_ACCOUNT_PASSWORD":
    "This password is too short or too easy to guess. Nothing was changed. Choose another one.",
  "error.PD_ACCOUNT_PROOF": "Your password or code isn't right. Nothing was changed. Enter it again.",
  "error.PD_ACCOUNT_LAST_ADMIN":
    "This is the last active super admin. Nothing was changed. Make somebody else super admin first.",
  "error.PD_DEVICE_REVOKED":
    "This device was taken out of the team. It can't sync any more. Ask an administrator for a new invitation.",
  "error.PD_TEAM_NONE":
    "This desk has no team, so there are no accounts. Nothing was changed. Join or start a team first.",
  "error.PD_INPUT_INVALID":
    "Something in what you entered can't be used. Nothing was changed. Correct it and try again.",
  "error.PD_INPUT_TOO_LARGE": "This is larger than Pipedesk accepts. Nothing was changed.",
  "error.PD_DESK_NOT_FOUND": "This no longer exists. It may have been deleted or merged.",
  "error.PD_DESK_CHANGED":
    "This was changed by somebody else since. Nothing was changed now: it stays as they left it.",
  "error.PD_HOST_LOST": "Another machine sends this team's mail and keeps its timers by now. Nothing was done here.",
  "error.PD_HOST_ELSEWHERE":
    "The team's server fetches and sends mail and keeps the timers, not this machine. Do this on the server.",
  "error.PD_HOST_SOLO": "This desk is in no team: it sends its mail and keeps its timers itself.",
  "error.PD_HOST_ALREADY": "This is already where the team's mail is sent and its timers are kept.",
  "error.PD_HOST_SERVER_THERE":
    "The team's server can be reached and does its work. Another machine can take its place only while it is gone.",
  "error.PD_DESK_ALREADY_STARTED": "This desk has already been set up. Your data is unchanged.",
  "error.PD_PIPELINE_LAST":
    "A desk needs at least one pipeline, and its tickets must have another one to go to. Nothing was changed. Make another pipeline first.",
  "error.PD_PIPELINE_LAST_STAGE":
    "A pipeline needs at least one open status. Nothing was changed. Add another open status first.",
  "error.PD_PIPELINE_STAGE_NAME": "This pipeline already has a status with that name. Choose another one.",
  "error.PD_PIPELINE_STAGE_IN_USE":
    "This status is still in use. Nothing was changed. Choose where its tickets go first.",
  "error.PD_RULE_REFUSED": "A rule of the pipeline doesn't allow this. The ticket is unchanged.",
  "error.PD_TEMPLATE_FAILED": "The text's placeholders can't be filled in. Correct the text and try again.",
  "error.PD_MAIL_UNREADABLE":
    "This file isn't mail that Pipedesk can read. Nothing was imported. Choose an .mbox or .eml file.",
  "error.PD_OUTBOX_NOT_SENT": "The mail of a workflow was not sent. Look into the outbox.",
  "error.PD_OUTBOX_GONE":
    "This mail is already with the mail server or gone. It can't be taken back or changed any more.",
  "error.PD_DRAFT_SENT":
    "This was sent from another window already, with other words. Yours are kept as a new draft. Look at what went out, then send yours if it is still needed.",
  "error.PD_WEBHOOK_FAILED":
    "The other program didn't take the request. The ticket is unchanged. Look at its answers, then try the step again.",
  "error.PD_WEBHOOK_ADDRESS":
    "The address belongs to this machine or its network. Nothing was sent. Allow it in the settings if it is meant.",
  "error.PD_WEBHOOK_SECRET":
    "The secret for signing isn't on this machine, or can't be used. Nothing was sent. Set it in the settings and try again.",
  "error.PD_WEBHOOK_OVER":
    "This request is finished. It can't be sent or cancelled any more. Try the run's step again.",
  "error.PD_WEBHOOK_OFF": "The workflow behind this address is switched off. Nothing was done.",
  "error.PD_WEBHOOK_CALLS": "Too many calls in a short time. This one was not taken. Try again in a minute.",
  "error.PD_MAILBOX_NONE":
    "This channel has no mailbox that can be used. Nothing was changed. Connect it in the settings under Channels.",
  "error.PD_MAILBOX_UNREACHABLE":
    "The mail server can't be reached right now. Nothing was lost. Pipedesk tries again by itself.",
  "error.PD_OAUTH_UNAVAILABLE":
    "This sign-in isn't set up on this desk. Nothing was changed. Use a password, or set up the sign-in as the manual says.",
  "error.PD_SECRETS_FAILED":
    "The stored passwords of this desk can't be read or written. Your mail is unchanged. Enter the mailbox's password again.",
  "error.PD_DESKTOP_NO_WINDOW": "The window was closed meanwhile. Open it and try again.",
  "error.PD_DESKTOP_SETTING": "The system did not take this setting; it is as it was before.",
  "error.PD_DESKTOP_WRITE": "The file could not be written. Choose another place, or look whether the disk is full.",
  "error.PD_DESKTOP_OPEN": "The system could not open this.",
  "error.PD_DESKTOP_FILE_GONE": "The file is not there any more, or can't be read.",
  "error.PD_DESKTOP_LINK": "The link says nothing that Pipedesk opens. Nothing was done.",
  "error.PD_DESKTOP_DICTIONARY":
    "The spelling dictionary could not be fetched. It is tried again at the next start; until then this language is not checked.",
  "error.PD_UPDATE_NOT_NOW": "This doesn't fit how the update stands now. Look at it again.",
  "error.PD_UPDATE_REFUSED": "The update was refused. Your version and your desk are unchanged.",
  "error.PD_IMPORT_RUNNING": "An import is running already. Wait until it has finished, then start the next.",
  "error.PD_IMPORT_SOURCE":
    "The file to import can't be opened. What was imported so far is kept. Check the file and try again.",
  "error.PD_DATA_BUSY": "Something else is being done with the desk’s data. Wait until it has finished, or stop it.",
  "error.PD_DATA_SERVER":
    "On a team’s server, backups and exports are made by whoever runs it, with the command line there.",
  "error.PD_DATA_MEMBER":
    "This desk is a copy of its team’s. That is done at the team’s server, in a browser there, and comes here by itself.",
  "error.PD_DATA_NOT_CONFIRMED": "Nothing was erased: what you typed is not the person’s address.",
  "error.PD_DATA_CANCELLED": "It was stopped, as you asked. Nothing of it was kept.",
  "error.PD_DATA_TARGET":
    "The place that you named can’t be written. Choose another folder, or check that you may write there.",
  "error.PD_BACKUP_DAMAGED":
    "This is no backup that can be used, or it is damaged. Nothing was changed. Try an earlier one.",
  "error.PD_STORE_CONFLICT": "Somebody changed this at the same moment. Nothing of yours was stored. Try again.",
  "error.PD_STORE_IN_USE": "Another Pipedesk has this desk open. Close it there, or use that window.",
  "error.PD_STORE_NEWER_FILE":
    "This desk was written by a newer Pipedesk. The file is untouched. Update Pipedesk to open it.",
  "error.PD_STORE_DAMAGED": "The desk's database file is damaged. It was left as it is. Restore it from a backup.",
  "error.PD_STORE_READ_ONLY":
    "The desk's files can't be written to. Nothing was changed. Check the folder's permissions.",
  "error.PD_STORE_GONE":
    "The desk's file was moved, deleted or replaced while it was open. This was not stored. Put the file back, then try again.",
  "error.PD_STORE_DISK_FULL": "The disk is full. Nothing of this change was stored. Free some space and try again.",
  "error.PD_STORE_UNAVAILABLE":
    "The desk's database can't be reached. Nothing of this was stored. Try again in a moment.",
  "error.PD_STORE_FAILED": "The desk's database didn't accept the change. Nothing of it was stored. Try again.",
  "error.PD_HOST_PORT_IN_USE": "Another program uses the port. Start Pipedesk with another one.",
  "error.PD_DESK_THREAD_LOST": "A part of Pipedesk stopped while it worked on this. Nothing was changed. Try again.",
  "error.PD_DESK_UNREACHABLE":
    "The desk can't be reached right now. Nothing was changed. Pipedesk connects again by itself; then try once more.",
  "error.PD_INTERNAL":
    "Something went wrong inside Pipedesk. Your data is as it was before. Try again; if it comes back, restart Pipedesk.",
} as const satisfies Record<`error.${ErrorCode}`, Message>;
