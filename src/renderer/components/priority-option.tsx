import { Group, type SelectProps } from "@mantine/core";
import { TicketPriority } from "#shared/model/ticket.ts";
import { PriorityMark } from "./PriorityMark.tsx";

/** A priority in a list of them: its sign before its name, the same sign as on cards. For the `renderOption` of a Select. */
export const priorityOption: NonNullable<SelectProps["renderOption"]> = ({ option }) => {
  const priority = TicketPriority.safeParse(option.value);
  return (
    <Group gap="xs" wrap="nowrap">
      <span aria-hidden style={{ lineHeight: 0 }}>
        <PriorityMark priority={priority.success ? priority.data : null} />
      </span>
      {option.label}
    </Group>
  );
};
