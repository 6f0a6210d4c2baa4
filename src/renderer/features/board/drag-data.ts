import { StageId, TicketId } from "#shared/model/ids.ts";

type DragData = Record<string | symbol, unknown>;

const TICKET = Symbol("dragged ticket");
const STAGE = Symbol("stage dropped on");

/** What a dragged card carries. */
export function ticketDragData(id: TicketId): DragData {
  return { [TICKET]: id };
}

/** What a column tells of itself to what is dropped on it. */
export function stageDropData(id: StageId): DragData {
  return { [STAGE]: id };
}

/** Undefined for a drag of something else. */
export function draggedTicketId(data: DragData): TicketId | undefined {
  return TicketId.safeParse(data[TICKET]).data;
}

export function droppedStageId(data: DragData | undefined): StageId | undefined {
  return StageId.safeParse(data?.[STAGE]).data;
}
