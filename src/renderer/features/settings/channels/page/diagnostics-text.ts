import type { ProtocolLine } from "#shared/model/mail-channel.ts";

/** As mail people write dialogues: what the client says after `C:`, what the server says after `S:`. */
export const DIRECTION_MARKS = { sent: "C:", received: "S:", note: "--" } as const satisfies Record<
  ProtocolLine["direction"],
  string
>;

/** The dialogue as plain text for whoever helps; times in UTC, so that they match a server's log. */
export function diagnosticsText(lines: readonly ProtocolLine[]): string {
  return lines
    .map(
      ({ atEpochMs, server, direction, text }) =>
        `${new Date(atEpochMs).toISOString()} ${server.toUpperCase()} ${DIRECTION_MARKS[direction]} ${text}`,
    )
    .join("\n");
}
