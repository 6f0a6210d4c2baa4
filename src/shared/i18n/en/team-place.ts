import type { Messages } from "../message.ts";

/** This computer’s place in a team: joining, how the copy stands, leaving, and who else is at a ticket. */
export const teamPlace = {
  "team.title": "Team",
  "team.readOnly":
    "Only people with the permission “super admin” or “account access” let this desk join a team. You see how it stands.",
  "team.solo.title": "Join a team",
  "team.solo.text":
    "Several people share one desk by a server of theirs. This computer keeps a whole copy: you work without the network too, and what you did goes to the others once there is one.",
  "team.address": "Link or address of the server",
  "team.addressHint":
    "The link that you were given or made under My account, or the server’s address, such as desk.example.com.",
  "team.lookUp": "Next",
  "team.otherServer": "Another one",
  "team.found.password": "A team’s server answers there. Sign in with your account there.",
  "team.found.join": "This link lets the computer of {name} join {desk}.",
  "team.found.invitation": "You are invited to {desk}. Choose a password, then you are in.",
  "team.found.set-up":
    "This link sets up a new server, which is done in a browser: open it there. Then come back with a link that you make under My account.",
  "team.found.reset": "This link sets a new password, which is done in a browser: open it there, then come back.",
  "team.openThere": "Open it in the browser",
  "team.desk": "What becomes of the desk that is here",
  "team.desk.putAside": "Begin with the team’s desk",
  "team.desk.putAside.text":
    "The desk of this computer is put aside as a file in its folder. Nothing in it is lost, and nothing of it gets to the team.",
  "team.desk.bring": "Bring this desk along",
  "team.desk.bring.text":
    "All its tickets, people, mailboxes and workflows become the team’s, and the server fetches and sends the mail from then on. Only the person who set the server up can do that.",
  "team.desk.bring.demo": "This is the demo desk: its tickets are made up, so they stay out of the team.",
  "team.scope": "What comes to this computer",
  "team.scope.hint":
    "Open tickets always come. Older ones that were left out can be opened while the server can be reached.",
  "team.scope.all": "Everything",
  "team.scope.months": {
    one: "Open tickets, and closed ones of the last month",
    other: "Open tickets, and closed ones of the last {count} months",
  },
  "team.scope.since": "Open tickets, and closed ones that something happened to since {date}",
  "team.join": "Join the team",
  "team.joined": "You are in. The desk of {desk} is being opened …",
  "team.welcome": "Your team has a desk already? Join it",

  "team.server.title": "This is the team’s server",
  "team.server.text":
    "You look at the desk where it is kept. To work without the network too, install the app on your computer and let it join this desk.",
  "team.server.people": "Invite people",
  "team.server.devices": "Add a computer of yours",

  "team.state.title": "State",
  "team.state.synced": "Everything is the same here and on the server",
  "team.state.lastExchange": "Last exchange: {time}",
  "team.state.syncedShort": "Synced",
  "team.state.connecting": "Connecting to the server …",
  "team.state.connectingShort": "Connecting …",
  "team.state.busy": "Exchanging changes …",
  "team.state.busyShort": "Syncing …",
  "team.state.offline": "Offline",
  "team.state.offlineSince": "Offline since {time}",
  "team.state.stopped": "Syncing has stopped",
  "team.state.stoppedShort": "Sync stopped",
  "team.state.waiting": { one: "{count} change waits", other: "{count} changes wait" },
  "team.state.waitingMany": "Many changes wait",
  "team.state.waitingNone": "Nothing waits here.",
  "team.state.waitingHere": {
    one: "{count} change waits here, and is not lost.",
    other: "{count} changes wait here, and are not lost.",
  },
  "team.state.waitingHereMany": "Many changes wait here, and are not lost.",
  "team.state.offlineText":
    "You go on working as always. What you change goes to the others, and what they change comes here, as soon as the server can be reached.",
  "team.state.lookText": "It tries again by itself.",
  "team.stopped.PD_SYNC_REVOKED":
    "Ask somebody who looks after the team’s accounts for a new link, leave here, then join with it.",
  "team.stopped.PD_SYNC_OTHER_DESK":
    "Somebody put another desk in its place, perhaps an older backup. Ask who runs the server. To begin with that one, leave the team and keep a copy, then join anew.",
  "team.stopped.PD_SYNC_VERSION": "When both are of one version, press “Try now”.",
  "team.stopped.PD_ACCESS_TOKEN":
    "The server knows this computer no more. Ask somebody who looks after the team’s accounts for a new link, leave here, then join with it.",
  "team.tryNow": "Try now",
  "team.fetching": "{done} of {total} tickets are here. You can work already; the newest came first.",
  "team.bringing": "{done} of {total} tickets of before are with the team.",
  "team.progress": "How far it has come",
  "team.clock.title": "The clock of this computer is wrong",
  "team.clock.ahead":
    "It is {time} ahead of the server’s. The server takes no change from the future: set the clock, or your changes are refused.",
  "team.clock.behind":
    "It is {time} behind the server’s. What you change seems older than it is, so that a change of somebody else may win over yours. Set the clock.",
  "team.refused.title": "Changes that were not taken",
  "team.refused.text":
    "The server refused these, so the desk here is as the others have it. What you wrote is kept here until you let go of it.",
  "team.refused.count": {
    one: "{count} change was not taken",
    other: "{count} changes were not taken",
  },
  "team.refused.deleted": "Deleted: {what}",
  "team.refused.open": "Open ticket",
  "team.refused.copy": "Copy text",
  "team.refused.copied": "Copied",
  "team.refused.look": "Look at all of it",
  "team.refused.hide": "Hide",
  "team.refused.drop": "Let go",
  "team.refused.drop.of": "Let go of {what}",
  "team.refused.drop.title": "Let go of what you wrote?",
  "team.refused.drop.text": "“{what}” is gone for good then. The desk stays as it is.",
  "team.refused.dropped": "Let go of it",
  "team.refused.kind.setup": "Setting",
  "team.refused.kind.people": "Person",
  "team.refused.kind.tickets": "Ticket",
  "team.refused.kind.conversations": "Conversation",
  "team.refused.kind.messages": "Message",
  "team.refused.kind.activities": "Line of a ticket’s history",
  "team.refused.kind.runs": "Run of a workflow",
  "team.refused.kind.outbox": "Mail to be sent",
  "team.refused.kind.inboxItems": "Mail of the inbox",
  "team.refused.kind.webhookRequests": "Request of a web hook",
  "team.facts.desk": "Desk",
  "team.facts.server": "Server",
  "team.facts.joined": "In the team since",
  "team.facts.scope": "On this computer",
  "team.facts.host": "Mail and timers",
  "team.facts.host.server": "The server fetches and sends mail and keeps the timers",
  "team.facts.host.elsewhere": "Another computer fetches and sends mail and keeps the timers, in the server’s place",
  "team.facts.host.here": "This computer fetches and sends mail and keeps the timers, in the server’s place",
  "team.host.server":
    "As long as the server is away nobody fetches or sends the team’s mail, and timers stand still. If it stays away, this computer can do that in its place.",
  "team.host.elsewhere":
    "Another computer of the team fetches and sends its mail and keeps its timers, in the server’s place.",
  "team.host.take": "Let this computer send and keep timers",
  "team.host.take.title": "Take the server’s place?",
  "team.host.take.sure":
    "This computer then fetches and sends the team’s mail and keeps its timers, until you give that back. It needs the passwords of the mailboxes for it. Only one computer of the team should do so. When the server is back, it stays quiet meanwhile.",
  "team.host.taken": "This computer sends and keeps the timers now",
  "team.host.here": "This computer fetches and sends the team’s mail and keeps its timers, in the server’s place.",
  "team.host.handBack": "Give it back to the server",
  "team.host.handedBack": "The server sends and keeps the timers again",
  "team.leave": "Leave the team",
  "team.leave.text": "Your account stays; this computer takes part in the desk no more.",
  "team.leave.action": "Leave …",
  "team.leave.title": "Leave {desk}?",
  "team.leave.keep": "Keep a copy",
  "team.leave.keep.text":
    "All that is here stays, as a desk of your own. What still waited to be sent is the team’s to send.",
  "team.leave.erase": "Erase all of it",
  "team.leave.erase.text": "Tickets, people, messages and files go from this computer. The team keeps its desk.",
  "team.leave.waiting": {
    one: "{count} change has not reached the server yet. The team never gets it if you leave now.",
    other: "{count} changes have not reached the server yet. The team never gets them if you leave now.",
  },
  "team.leave.waitingMany": "Many changes have not reached the server yet. The team never gets them if you leave now.",
  "team.leave.refused": {
    one: "{count} change that was not taken goes too. Copy from it first.",
    other: "{count} changes that were not taken go too. Copy from them first.",
  },
  "team.leave.notComplete": "Not all tickets are here yet: the copy lacks the others.",
  "team.leave.confirm.keep": "Leave and keep a copy",
  "team.leave.confirm.erase": "Leave and erase",
  "team.left": "Opening the desk …",
  "team.ended.title": "You are no longer in {desk}",
  "team.ended.text":
    "Somebody who looks after the team’s accounts took this computer out of it ({when}). Its copy of the desk was erased here; the team still has all that had reached the server. For coming back, ask them for a new link.",
  "team.ended.dismiss": "Got it",

  "team.hint.synced": "All changes are with the team.",
  "team.hint.busy": "Changes are being exchanged with the team.",
  "team.hint.connecting": "Looking for the team’s server.",
  "team.hint.offline": "The team’s server can’t be reached. You can go on working: your changes wait here.",
  "team.hint.stopped": "Nothing is exchanged with the team until somebody mends it. Your changes wait here.",
  "team.hint.refused": {
    one: "{count} change was not taken by the server.",
    other: "{count} changes were not taken by the server.",
  },

  "team.here.looking": "{name} is looking at this ticket",
  "team.here.typing": "{name} is writing …",
  "team.here.lookingMany": "{names} are looking at this ticket",
  "team.here.typingMany": "{names} are writing …",

  "team.apart":
    "{one} set {what} to “{a}” and {other} to “{b}”, without knowing of each other. “{b}” counts, since it was later.",
  "team.apart.stage": "the status",
  "team.apart.subject": "the subject",
  "team.apart.priority": "the priority",
  "team.apart.ownerId": "the owner",
  "team.apart.dueAtEpochMs": "the due date",
  "team.apart.closedAtEpochMs": "the close date",
  "team.apart.none": "none",
} as const satisfies Messages;
