import type { Messages } from "../message.ts";

/** What one does in the editor beside editing: folding arms, finding actions, walking through problems, counting tickets. */
export const workflowEditing = {
  "workflows.fold.hidden": { one: "action hidden", other: "actions hidden" },
  "workflows.fold.hide": { one: "Hide the action of this arm (C)", other: "Hide the {count} actions of this arm (C)" },
  "workflows.fold.show": { one: "Show the action of this arm (C)", other: "Show the {count} actions of this arm (C)" },
  "workflows.fold.all": "Hide or show the actions of all arms (Shift+C)",
  "workflows.search": "Find an action",
  "workflows.search.open": "Find an action (/)",
  "workflows.search.placeholder": "Title, text, placeholder, name …",
  "workflows.search.count": "{position} of {count}",
  "workflows.search.none": "Nothing found",
  "workflows.search.next": "Next (↓)",
  "workflows.search.previous": "Previous (↑)",
  "workflows.search.close": "Close the search",
  "workflows.problems.next": "Next problem (N)",
  "workflows.problems.at": "Problem {position} of {count}: {problem}",
  "workflows.matching": { one: "{count} ticket matches now", other: "{count} tickets match now" },
  "workflows.matching.atLeast": {
    one: "More than {count} ticket matches now",
    other: "More than {count} tickets match now",
  },
  "workflows.matching.none": "No ticket matches now",
  "workflows.matching.counting": "Counting the tickets that match …",
  "workflows.matching.incomplete": "Complete what is marked to see which tickets match.",
  "workflows.matching.failed": "The tickets could not be counted",
  "workflows.matching.show": "Show them",
  "workflows.matching.hide": "Hide them",
  "workflows.matching.list": "Tickets that match now",
  "workflows.matching.first": "The first {count}",
  "workflows.matching.noTrigger": "What sets it off is no state that a ticket can be in: only new events count.",
} as const satisfies Messages;
