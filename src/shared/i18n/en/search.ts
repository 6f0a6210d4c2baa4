import type { Messages } from "../message.ts";

export const search = {
  "search.title": "Search",
  "search.kinds": "What to show",
  "search.kind.all": "All",
  "search.kind.ticket": "Tickets",
  "search.kind.message": "Messages",
  "search.kind.contact": "People",
  "search.showAll": "Show all",
  "search.more": "Show more",
  "search.keys": "↑ ↓ to choose, Enter to open",
  "search.noTicket": "without a ticket",
  "search.found": { one: "{count} result", other: "{count} results" },
  "search.clear": "Clear the search",
  "search.empty.title": "Search the whole desk",
  "search.empty.text":
    "Type into the field above: subjects, words in messages, names, addresses, tags, ticket numbers.",
  "search.tooShort.title": "One letter more",
  "search.tooShort.text": "Type at least two letters or digits.",
  "search.nothing.title": "Nothing found for “{q}”",
  "search.nothing.text": "Try fewer or shorter words: the beginning of a word is enough, and accents don’t matter.",
  "search.failed": "The search didn’t work",
  "search.spelled": "Searched for “{meant}” instead of “{typed}”, which is nowhere to be found.",
  "search.note": "Note",
  "search.withServer": "With the server",
  "search.olderNotSearched":
    "Older closed tickets lie with the team’s server, which can’t be reached: they were not searched.",
  "search.ofContact": "of {name}",
} as const satisfies Messages;
