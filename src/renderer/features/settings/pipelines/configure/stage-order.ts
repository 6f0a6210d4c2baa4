export { dropped, inOrder, moved } from "#renderer/components/list-order.ts";
