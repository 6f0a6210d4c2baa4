import type { RuleNumber } from "../model/cause.ts";
import type { MessageKey } from "../i18n/index.ts";

/** What each of our rules is called where it acted, or refused: its number is ours, and never on a screen. */
export const RULE_WORDS = {
  B1: "ticket.rule.B1",
  C1: "ticket.rule.C1",
  C2: "ticket.rule.C2",
  C4: "ticket.rule.C4",
  C6: "ticket.rule.C6",
  D3: "ticket.rule.D3",
  D4: "ticket.rule.D4",
  D5: "ticket.rule.D5",
  D6: "ticket.rule.D6",
  D7: "ticket.rule.D7",
  D9: "ticket.rule.D9",
  D10: "ticket.rule.D10",
  F11: "ticket.rule.F11",
  G1: "ticket.rule.G1",
  G2: "ticket.rule.G2",
  G3: "ticket.rule.G3",
  G4: "ticket.rule.G4",
  G5: "ticket.rule.G5",
  H4: "ticket.rule.H4",
  H5: "ticket.rule.H5",
  SLA: "ticket.rule.SLA",
  snooze: "ticket.rule.snooze",
} as const satisfies Record<RuleNumber, MessageKey>;
