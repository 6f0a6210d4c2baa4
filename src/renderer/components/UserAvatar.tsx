import { Avatar } from "@mantine/core";
import type { StageColour } from "#shared/model/setup/pipeline.ts";
import { stageColour } from "../theme/stage-colours.ts";
import { initialsOf } from "./initials.ts";

const PAINTS: readonly StageColour[] = ["blue", "teal", "green", "amber", "orange", "pink", "violet", "slate"];

/** What the colour of a customer goes by: the address, which a mail tells as well as the contact does. */
export function avatarIdOf(person: { readonly address: string; readonly name: string }): string {
  return (person.address || person.name).toLowerCase();
}

/** Initials of a person in a colour that is always the same for the same id: a user's id, or `avatarIdOf` a customer. */
export function UserAvatar(props: { readonly id: string; readonly name: string; readonly sizePx?: number }) {
  const paint = PAINTS[hashOf(props.id) % PAINTS.length] ?? "slate";
  return (
    <Avatar
      size={props.sizePx ?? 20}
      radius="xl"
      title={props.name}
      alt={props.name}
      styles={{
        placeholder: {
          background: stageColour(paint, "soft"),
          color: stageColour(paint, "text"),
          border: 0,
          fontSize: (props.sizePx ?? 20) * 0.42,
          fontWeight: 600,
        },
      }}
    >
      {initialsOf(props.name)}
    </Avatar>
  );
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (hash * 31 + text.charCodeAt(index)) >>> 0;
  return hash;
}
