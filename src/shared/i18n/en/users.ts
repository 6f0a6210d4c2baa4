import type { Messages } from "../message.ts";

/** Settings › Users. */
export const users = {
  "users.title": "Users",
  "users.text":
    "The people who answer here. A colleague is never a customer: mail from a user’s address makes no ticket and no contact of theirs.",
  "users.readOnly":
    "Only people with the permission “super admin” or “account access” add users and change others. You can change your own name, addresses and absence.",
  "users.add": "Add a user",
  "users.edit": "Edit {name}",
  "users.you": "you",
  "users.column.name": "Name",
  "users.column.addresses": "Addresses",
  "users.column.permissions": "Permissions",
  "users.noAddress": "No address yet: their mail counts as a customer’s",
  "users.away": "Away",
  "users.form.new": "New user",
  "users.form.edit": "Edit user",
  "users.form.name": "Name",
  "users.form.addresses": "E-mail addresses",
  "users.form.addressesHint":
    "One a line: every address from which they write, private ones too. Notifications go to the first.",
  "users.form.permissions": "Permissions",
  "users.form.superAdmin": "May do everything, and say who is a super admin.",
  "users.form.accountAccess": "May change pipelines, channels, automations and users.",
  "users.form.moveBackward": "May move tickets back where a pipeline forbids it.",
  "users.form.viewOnly": "May see everything and change nothing.",
  "users.form.onlySuperAdmin": "Only a super admin makes somebody one, or ends it.",
  "users.form.onlyAdmins": "Permissions are given by people with the permission “super admin” or “account access”.",
  "users.form.away": "Away",
  "users.form.awayHint": "Gets no tickets where they are shared out, until they are back.",
  "users.form.save": "Save",
  "users.form.isContact":
    "{address} is also the address of the contact {name}. Mail from it counts as a colleague’s from now on; the contact and their tickets stay.",
  "users.form.wrongAddress": "“{address}” is no e-mail address.",
  "users.form.taken": "{name} has the address {address} already.",
  "users.form.nobodyLeft": "Somebody has to be left who may change the settings.",
  "users.saved": "{name} is saved",
  "users.changed": "{name}’s entry",
} as const satisfies Messages;
